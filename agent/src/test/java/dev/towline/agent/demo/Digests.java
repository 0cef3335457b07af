package dev.towline.agent.demo;

import dev.towline.ids.ImageDigest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How registries name what they hold.
final class Digests {
    private Digests() {}

    static ImageDigest sha256(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ImageDigest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new DemoException("could not compute a digest", e);
        }
    }
}
