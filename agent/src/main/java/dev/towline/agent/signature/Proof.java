package dev.towline.agent.signature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/// What a key made of what it signed, in the form that Java checks.
final class Proof {
    private final String algorithm;
    private final byte[] value;
    private final byte[] asserted;

    private Proof(String algorithm, byte[] value, byte[] asserted) {
        this.algorithm = algorithm;
        this.value = value;
        this.asserted = asserted;
    }

    static Proof parse(SshKey key, byte[] blob) throws MalformedException {
        var in = new WireReader(blob);
        var algorithm = algorithm(key.type(), in.name());
        var value = value(key.type(), in.string());
        var asserted = key.type().onHardware() ? flagsAndCounter(in) : new byte[0];
        in.end();
        return new Proof(algorithm, value, asserted);
    }

    private static String algorithm(KeyType type, String label) throws MalformedException {
        return switch (type) {
            case RSA -> rsa(label);
            case ED25519, HARDWARE_ED25519 -> same(type, label, "Ed25519");
            case P256, HARDWARE_P256 -> same(type, label, "SHA256withECDSAinP1363Format");
            case P384 -> same(type, label, "SHA384withECDSAinP1363Format");
            case P521 -> same(type, label, "SHA512withECDSAinP1363Format");
        };
    }

    /// `ssh-rsa` would be with SHA-1.
    private static String rsa(String label) throws MalformedException {
        return switch (label) {
            case "rsa-sha2-256" -> "SHA256withRSA";
            case "rsa-sha2-512" -> "SHA512withRSA";
            default ->
                    throw new MalformedException(
                            "it was made by " + label + ", not by rsa-sha2-256 or rsa-sha2-512");
        };
    }

    private static String same(KeyType type, String label, String algorithm)
            throws MalformedException {
        if (!label.equals(type.label())) {
            throw new MalformedException(
                    "it was made by " + label + " with a key of the type " + type.label());
        }
        return algorithm;
    }

    private static byte[] value(KeyType type, byte[] value) throws MalformedException {
        return switch (type) {
            case RSA, ED25519, HARDWARE_ED25519 -> value;
            case P256, P384, P521, HARDWARE_P256 -> halves(PublicKeys.fieldBytes(type), value);
        };
    }

    private static byte[] halves(int size, byte[] value) throws MalformedException {
        var in = new WireReader(value);
        var out = ByteBuffer.allocate(2 * size);
        out.put(half(size, in.positive())).put(half(size, in.positive()));
        in.end();
        return out.array();
    }

    private static byte[] half(int size, BigInteger number) throws MalformedException {
        if (number.bitLength() > size * Byte.SIZE) {
            throw new MalformedException("it has a number that is too large");
        }
        return padded(size, number);
    }

    private static byte[] padded(int size, BigInteger number) {
        var bytes = number.toByteArray();
        int begin = Math.max(0, bytes.length - size);
        int length = bytes.length - begin;
        return ByteBuffer.allocate(size).put(size - length, bytes, begin, length).array();
    }

    private static byte[] flagsAndCounter(WireReader in) throws MalformedException {
        var flags = in.octet();
        return ByteBuffer.allocate(1 + Integer.BYTES).put(flags).putInt(in.uint32()).array();
    }

    /// Whether the key made it of this.
    boolean holds(SshKey key, byte[] signed) {
        try {
            var check = Signature.getInstance(algorithm);
            check.initVerify(key.key());
            check.update(key.type().onHardware() ? attested(key, signed) : signed);
            return check.verify(full(key));
        } catch (GeneralSecurityException _) {
            // Java says so of a signature of the wrong length or form: it is of nothing.
            return false;
        }
    }

    /// What a security key signs in place of what it was given.
    private byte[] attested(SshKey key, byte[] signed) {
        var application = Hashes.sha256(key.application().getBytes(StandardCharsets.US_ASCII));
        var digest = Hashes.sha256(signed);
        return ByteBuffer.allocate(application.length + asserted.length + digest.length)
                .put(application)
                .put(asserted)
                .put(digest)
                .array();
    }

    /// OpenSSH leaves zeros out at the beginning of an RSA signature; Java wants them.
    private byte[] full(SshKey key) {
        return Optional.of(key.key())
                .filter(RSAPublicKey.class::isInstance)
                .map(RSAPublicKey.class::cast)
                .map(it -> (it.getModulus().bitLength() + 7) / 8)
                .filter(it -> value.length < it)
                .map(it -> padded(it, new BigInteger(1, value)))
                .orElse(value);
    }
}
