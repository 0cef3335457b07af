package dev.towline.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool.
record TestCertificate(X509Certificate certificate, PrivateKey key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    static TestCertificate make(Path folder, String name, String algorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve(name + ".p12");
        var keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "it",
                                        "-keyalg",
                                        algorithm,
                                        "-dname",
                                        "CN=" + name,
                                        "-ext",
                                        "SAN=IP:127.0.0.1",
                                        "-storepass",
                                        "changeit",
                                        "-keystore",
                                        store.toString()))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool failed");
        }
        try (InputStream in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return new TestCertificate(
                    (X509Certificate) keys.getCertificate("it"),
                    (PrivateKey) keys.getKey("it", PASSWORD));
        }
    }

    void write(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
    }

    static String pem(String what, byte[] bytes) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END "
                + what
                + "-----\n";
    }

    /// What a client that trusts nothing else talks with.
    SSLContext trusted() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
