package dev.towline.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority of one's own that vouches for the coordinator; with it, no other does.
public final class PrivateCa {
    private static final long LARGEST = 256 * 1024;

    private PrivateCa() {}

    /// What a client that trusts only this authority talks with.
    ///
    /// @param file its certificates, PEM
    /// @throws IOException where the file cannot be read, is larger than 256 KiB or has none
    public static SSLContext trusting(Path file) throws IOException {
        try {
            return context(CertificateFactory.getInstance("X.509").generateCertificates(in(file)));
        } catch (NoSuchFileException e) {
            throw new IOException(words(file, "it is missing"), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(words(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static ByteArrayInputStream in(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than " + LARGEST + " bytes");
        }
        return new ByteArrayInputStream(Files.readAllBytes(file));
    }

    private static SSLContext context(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        if (certificates.isEmpty()) {
            throw new IOException("it has no certificate");
        }
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

    private static String words(Path file, String why) {
        return "could not use the authority " + file + ": " + why;
    }
}
