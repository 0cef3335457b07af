package dev.towline.agent.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which machine this is, as its operating system says.
///
/// The id itself is meant to stay on the machine (machine-id(5)), so a hash stands for it.
public final class Machine {
    private static final int BYTES = 16;

    private Machine() {}

    /// This machine's; null where it has none.
    public static @Nullable String ofThis() {
        return of(Path.of("/etc/machine-id"));
    }

    /// Since when this machine runs: another value after each start of it, also on a clone; empty
    /// where its system does not tell.
    static String boot() {
        return Optional.ofNullable(of(Path.of("/proc/sys/kernel/random/boot_id"))).orElse("");
    }

    static @Nullable String of(Path file) {
        try {
            var id = Files.readString(file, StandardCharsets.US_ASCII).strip();
            // An image that was never booted says so in a word.
            return id.isEmpty() || id.equals("uninitialized") ? null : hash(id);
        } catch (IOException _) {
            // No such file: a system without systemd.
            return null;
        }
    }

    private static String hash(String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(("towline " + id).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(bytes, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
