package dev.towline.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// An Ed25519 key pair that signs documents; never printed.
public final class SigningKey implements Signer {
    private static final String ALGORITHM = "Ed25519";

    private final KeyPair pair;
    private final VerifyingKey verifyingKey;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
        this.verifyingKey =
                new VerifyingKey(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    public static SigningKey generate() {
        try {
            return new SigningKey(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make an Ed25519 key", e);
        }
    }

    /// Reads what `encoded` wrote: private key (PKCS #8) and public key (X.509), base64, a line
    /// each.
    ///
    /// @throws TrustException where the text is not such a pair
    public static SigningKey decode(String text) throws TrustException {
        var lines = text.strip().lines().toList();
        if (lines.size() != 2) {
            throw new TrustException("a signing key has two lines");
        }
        try {
            var factory = KeyFactory.getInstance(ALGORITHM);
            var secret =
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
            var open =
                    factory.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
            return new SigningKey(new KeyPair(open, secret));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new TrustException("the signing key cannot be read");
        }
    }

    public String encoded() {
        var encoder = Base64.getEncoder();
        return encoder.encodeToString(pair.getPrivate().getEncoded())
                + "\n"
                + encoder.encodeToString(pair.getPublic().getEncoded())
                + "\n";
    }

    /// The secret half, PKCS #8, for another implementation to sign with.
    public byte[] secret() {
        return pair.getPrivate().getEncoded();
    }

    @Override
    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    @Override
    public byte[] sign(byte[] bytes) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }
}
