package dev.towline.agent.demo;

import dev.towline.ids.ImageDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// One layer of an image.
///
/// The same files give the same layer, so that images share what is common to them.
final class Layer {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS =
            List.of(
                    "cat", "date", "echo", "env", "grep", "httpd", "id", "kill", "ls", "mkdir",
                    "nc", "ps", "rm", "sh", "sleep", "tail", "test", "touch", "true", "wget");
    private static final int EXECUTABLE = 0755;
    private static final int READABLE = 0644;

    private final byte[] packed;
    private final ImageDigest diff;

    private Layer(byte[] packed, ImageDigest diff) {
        this.packed = packed;
        this.diff = diff;
    }

    /// The tar archive, compressed.
    byte[] packed() {
        return packed.clone();
    }

    /// The digest of the archive before it was compressed.
    ImageDigest diff() {
        return diff;
    }

    /// A shell and a web server, which need no libraries.
    static Layer busybox() {
        return make(tar -> {
            for (var folder : List.of("bin/", "etc/", "tmp/", "data/")) {
                add(tar, folder);
            }
            add(tar, entry("bin/busybox", TarConstants.LF_NORMAL, EXECUTABLE), staticBusybox());
            for (var applet : APPLETS) {
                link(tar, "bin/" + applet);
            }
        });
    }

    /// Texts by their absolute paths; scripts can be run.
    static Layer of(Map<String, String> files) {
        return make(tar -> {
            for (var file : new TreeMap<>(files).entrySet()) {
                var path = file.getKey().substring(1);
                var text = file.getValue().getBytes(StandardCharsets.UTF_8);
                var mode = file.getValue().startsWith("#!") ? EXECUTABLE : READABLE;
                add(tar, entry(path, TarConstants.LF_NORMAL, mode), text);
            }
        });
    }

    private static byte[] staticBusybox() throws IOException {
        var bytes = Files.readAllBytes(BUSYBOX);
        if (Command.run(Map.of(), "ldd", BUSYBOX.toString()).exitCode() == 0) {
            throw new DemoException(BUSYBOX + " needs libraries: install busybox-static");
        }
        return bytes;
    }

    private static Layer make(Content content) {
        var archive = new ByteArrayOutputStream();
        var packed = new ByteArrayOutputStream();
        try {
            try (var tar = new TarArchiveOutputStream(archive)) {
                content.writeTo(tar);
            }
            try (var gzip = new GZIPOutputStream(packed)) {
                archive.writeTo(gzip);
            }
        } catch (IOException e) {
            throw new DemoException("could not make an image layer", e);
        }
        return new Layer(packed.toByteArray(), Digests.sha256(archive.toByteArray()));
    }

    private static void add(TarArchiveOutputStream tar, String folder) throws IOException {
        tar.putArchiveEntry(entry(folder, TarConstants.LF_DIR, EXECUTABLE));
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] bytes)
            throws IOException {
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String path) throws IOException {
        var entry = entry(path, TarConstants.LF_SYMLINK, EXECUTABLE);
        entry.setLinkName("busybox");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String path, byte type, int mode) {
        var entry = new TarArchiveEntry(path, type);
        entry.setMode(mode);
        entry.setModTime(0L);
        return entry;
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(TarArchiveOutputStream tar) throws IOException;
    }
}
