package dev.towline.agent.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The images that the projects use, all of a static busybox. They are this process' own: two runs
/// at once must not move each other's tags.
final class Images implements AutoCloseable {
    static final String REPOSITORY = Site.PREFIX + ProcessHandle.current().pid();
    // Ends at once when it is told to: process 1 has no handlers of its own.
    private static final String STAY = "trap 'exit 0' TERM INT; sleep 1000000 & wait";
    private static final List<String> APPLETS =
            List.of("sh", "sleep", "cat", "echo", "true", "false", "test", "touch", "id", "ls");

    private Images() {}

    static Images made() {
        try {
            var root = Files.createTempDirectory("towline-beside");
            var tar = Files.createTempFile("towline-beside", ".tar");
            fill(root);
            host("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
            make(tar, "one", "ENV FROM_IMAGE=yes", "LABEL org.example.image=one");
            make(tar, "two", "ENV FROM_IMAGE=yes", "LABEL org.example.image=two");
            make(tar, "data", "VOLUME /data", "EXPOSE 7000", "WORKDIR /tmp");
            make(tar, "entry", "ENTRYPOINT [\"sh\",\"-c\"]", "USER 1000");
            Docker.run("tag", REPOSITORY + ":one", REPOSITORY + ":same");
            host("rm", "-rf", root.toString(), tar.toString());
            return new Images();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path root) throws IOException {
        for (var folder : List.of("bin", "etc", "tmp", "data")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (var applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
        }
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\napp:x:7:7::/:\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\napp:x:7:\nstaff:x:50:\n");
    }

    private static void make(Path tar, String tag, String... changes) {
        var command = new ArrayList<>(List.of("import"));
        for (var change : changes) {
            command.addAll(List.of("--change", change));
        }
        var words = tag.equals("entry") ? "[\"" + STAY + "\"]" : "[\"sh\",\"-c\",\"" + STAY + "\"]";
        command.addAll(List.of("--change", "CMD " + words));
        command.addAll(List.of(tar.toString(), REPOSITORY + ":" + tag));
        Docker.run(command.toArray(String[]::new));
    }

    private static void host(String... command) {
        var path = Map.of("PATH", String.valueOf(System.getenv("PATH")));
        new Program(List.of(command), path, Path.of("/")).run().well();
    }

    @Override
    public void close() {
        for (var tag : List.of("one", "two", "data", "entry", "same")) {
            Docker.run("image", "rm", "-f", REPOSITORY + ":" + tag);
        }
    }
}
