package dev.towline.agent.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Fingerprints what a container would see of a release through a bind mount.
public final class ContentHash {
    private ContentHash() {}

    /// A hash of a tracked file, or of all tracked files below a tracked folder: paths, exec bits
    /// and contents, but neither times nor owners. Links inside the release are followed to the
    /// named place itself; links below it count by their text.
    ///
    /// @param release the release's folder
    /// @param relativePath the bind's source, relative to the repository's root
    /// @return empty when the release tracks nothing there
    public static Optional<String> of(Path release, String relativePath) {
        try {
            Path root = release.toRealPath();
            Path place = root.resolve(relativePath).normalize();
            if (!Files.exists(place) || !place.toRealPath().startsWith(root)) {
                return Optional.empty();
            }
            return Optional.of(hash(place.toRealPath()));
        } catch (IOException e) {
            throw new GitException("could not hash " + relativePath + " of the release", e);
        }
    }

    private static String hash(Path place) throws IOException {
        MessageDigest digest = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (TrackedFile file : TrackedFiles.of(place).all()) {
                write(file, out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(TrackedFile file, OutputStream out) throws IOException {
        if (Files.isSymbolicLink(file.source())) {
            String target = Files.readSymbolicLink(file.source()).toString();
            out.write(text("link " + file.path() + "\0" + target + "\0"));
            return;
        }
        String kind = TrackedFile.isExecutable(file.source()) ? "program " : "file ";
        out.write(text(kind + file.path() + "\0" + Files.size(file.source()) + "\0"));
        Files.copy(file.source(), out);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
