package dev.towline.agent.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hash functions that every Java platform has.
final class Hashes {
    private Hashes() {}

    static byte[] sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    /// By the names of SSH's signatures.
    static byte[] named(String name, byte[] content) throws MalformedException {
        return switch (name) {
            case "sha256" -> sha256(content);
            case "sha512" -> hash("SHA-512", content);
            default -> throw new MalformedException("its hash is \"" + name + "\"");
        };
    }

    private static byte[] hash(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
