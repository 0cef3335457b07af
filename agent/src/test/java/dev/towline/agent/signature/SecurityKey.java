package dev.towline.agent.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// A security key (FIDO) that signs without a touch, since there is none in a test.
record SecurityKey(KeyType type, KeyPair pair) {
    private static final String APPLICATION = "ssh:";

    static SecurityKey make(KeyType type) throws GeneralSecurityException {
        if (type == KeyType.HARDWARE_ED25519) {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SecurityKey(type, pair);
        }
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return new SecurityKey(type, generator.generateKeyPair());
    }

    String line() {
        return type.label() + " " + Base64.getEncoder().encodeToString(blob());
    }

    private byte[] blob() {
        var blob = new SshBlob().string(type.label());
        if (pair.getPublic() instanceof ECPublicKey key) {
            var point = new SshBlob().raw((byte) 4);
            point.raw(fixed(key.getW().getAffineX())).raw(fixed(key.getW().getAffineY()));
            blob.string("nistp256").string(point.bytes());
        } else {
            var encoded = pair.getPublic().getEncoded();
            blob.string(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        }
        return blob.string(APPLICATION).bytes();
    }

    /// @param flags what the key asserts; 1: somebody touched it
    String sign(byte[] content, int flags) throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-512").digest(content);
        var wrapped =
                new SshBlob()
                        .raw("SSHSIG".getBytes(StandardCharsets.US_ASCII))
                        .string("git")
                        .string("")
                        .string("sha512")
                        .string(hash)
                        .bytes();
        var attested =
                new SshBlob()
                        .raw(sha256(APPLICATION.getBytes(StandardCharsets.US_ASCII)))
                        .raw((byte) flags)
                        .number(7)
                        .raw(sha256(wrapped))
                        .bytes();
        var proof =
                new SshBlob()
                        .string(type.label())
                        .string(made(attested))
                        .raw((byte) flags)
                        .number(7)
                        .bytes();
        var all =
                new SshBlob()
                        .raw("SSHSIG".getBytes(StandardCharsets.US_ASCII))
                        .number(1)
                        .string(blob())
                        .string("git")
                        .string("")
                        .string("sha512")
                        .string(proof)
                        .bytes();
        var base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(all);
        return Armour.BEGIN + "\n" + base64 + "\n" + Armour.END;
    }

    private byte[] made(byte[] content) throws GeneralSecurityException {
        var edwards = type == KeyType.HARDWARE_ED25519;
        var signature = Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        var made = signature.sign();
        return edwards
                ? made
                : new SshBlob()
                        .string(new BigInteger(1, Arrays.copyOf(made, 32)))
                        .string(new BigInteger(1, Arrays.copyOfRange(made, 32, 64)))
                        .bytes();
    }

    private static byte[] fixed(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static byte[] sha256(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
