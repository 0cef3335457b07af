package dev.towline.agent.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority of one's own that vouches for the coordinator; with it, no other does.
final class PrivateCa {
    private static final long LARGEST = 256 * 1024;

    private PrivateCa() {}

    /// What a client that trusts only this authority talks with.
    ///
    /// @param file certificates in PEM
    /// @throws LinkException where the file cannot be read or has none
    static SSLContext trusting(Path file) throws LinkException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new LinkException("could not use " + file + ": larger than " + LARGEST);
            }
            var certificates = certificates(file);
            if (certificates.isEmpty()) {
                throw new LinkException("could not use " + file + ": it has no certificate");
            }
            return context(certificates);
        } catch (IOException | GeneralSecurityException e) {
            throw new LinkException("could not use the authority " + file + ": " + e, e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (var certificate : certificates) {
            trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
