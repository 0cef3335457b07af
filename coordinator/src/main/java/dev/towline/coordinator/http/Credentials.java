package dev.towline.coordinator.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A server's private key and the certificates that vouch for it, its own first.
record Credentials(PrivateKey key, List<X509Certificate> chain) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");
    private static final byte[] PROBE = "towline".getBytes(StandardCharsets.US_ASCII);

    Credentials {
        chain = List.copyOf(chain);
    }

    /// Reads both, and checks that they belong together.
    ///
    /// @throws TlsException where they do not, or one cannot be read
    static Credentials of(String certificates, String key) {
        var pem = new ByteArrayInputStream(certificates.getBytes(StandardCharsets.ISO_8859_1));
        try {
            var chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new TlsException("could not use the certificate: the file has none");
            }
            var owned = chain.getFirst().getPublicKey();
            var credentials = new Credentials(privateKey(key, owned), chain);
            credentials.requireMatch(owned);
            return credentials;
        } catch (GeneralSecurityException e) {
            throw new TlsException("could not use the certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(String pem, PublicKey owned)
            throws GeneralSecurityException {
        var found = KEY.matcher(pem);
        if (!found.find()) {
            throw new TlsException("could not use the key: the file has no PEM private key");
        }
        if (!found.group(1).isEmpty()) {
            throw new TlsException(
                    "could not use the key: it is a "
                            + found.group(1)
                            + "PRIVATE KEY; wanted is PKCS #8 without a password, as"
                            + " openssl pkcs8 -topk8 -nocrypt writes it");
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(found.group(2));
            return KeyFactory.getInstance(owned.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException _) {
            throw new TlsException("could not use the key: it is not base64");
        }
    }

    private void requireMatch(PublicKey owned) throws GeneralSecurityException {
        var signature = Signature.getInstance(signatureOf(owned.getAlgorithm()));
        signature.initSign(key);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(owned);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new TlsException("could not use the key: it is not the certificate's");
        }
    }

    private static String signatureOf(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    /// Leaves the key out.
    @Override
    public String toString() {
        return "Credentials[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
