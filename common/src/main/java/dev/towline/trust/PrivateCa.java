package dev.towline.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority of one's own that vouches for the coordinator; with it, no other does.
public final class PrivateCa {
    private PrivateCa() {}

    /// What a client that trusts only this authority talks with.
    ///
    /// @param pem its certificates, PEM
    /// @throws TrustException where there is none, or one cannot be read
    public static SSLContext trusting(byte[] pem) throws TrustException {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem));
            if (certificates.isEmpty()) {
                throw new TrustException("it has no certificate");
            }
            return context(certificates);
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustException("it cannot be read: " + e.getMessage());
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
