package dev.towline.agent.beside;

import dev.towline.agent.demo.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A copy of a project's folder, under a name and with ports and addresses of its own, so that
/// several runs can share an engine.
///
/// In its files `@PROJECT@` means that name, `@FOLDER@` the copy, `@IMAGE@` the repository of the
/// images, `@PORT1@` to `@PORT3@` free ports, `@NET@` the first three numbers of a free network,
/// `@SIX@` three digits of one for IPv6.
final class Site implements AutoCloseable {
    static final String PREFIX = "towline-beside-";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern PLACEHOLDER =
            Pattern.compile("@(PROJECT|FOLDER|IMAGE|NET|SIX|PORT[1-3])@");

    private final Path folder;
    private final String name;
    private final String network;
    private final List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free());

    private Site(Path folder, String name, String network) {
        this.folder = folder;
        this.name = name;
        this.network = network;
    }

    /// A copy of a folder.
    static Site of(Path original) {
        var site = made();
        site.copy(original);
        site.runDocker("before");
        return site;
    }

    /// A folder with these files.
    static Site of(Map<String, String> files) {
        var site = made();
        files.forEach(site::write);
        return site;
    }

    private static Site made() {
        int number = COUNT.incrementAndGet();
        long process = ProcessHandle.current().pid();
        try {
            var folder = Files.createTempDirectory(PREFIX);
            var network = "10." + (100 + process % 100) + "." + number % 256;
            return new Site(folder, PREFIX + process + "-" + number, network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    String name() {
        return name;
    }

    /// Which project: options that Compose and the agent share. The folder's file `arguments` has
    /// more of them, one a line.
    List<String> arguments() {
        var all = new ArrayList<>(List.of("-p", name, "--project-directory", folder.toString()));
        var more = folder.resolve("arguments");
        if (Files.exists(more)) {
            all.addAll(read(more).lines().toList());
        }
        return all;
    }

    /// All that the project's files say, for what a comparison must know of them.
    String text() {
        try (var files = Files.walk(folder)) {
            return String.join("\n", files.filter(Files::isRegularFile).map(Site::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path from) {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                write(from.relativize(file).toString(), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a file; placeholders in the text get their meaning.
    void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(
                    path, PLACEHOLDER.matcher(text).replaceAll(it -> meaning(it.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String meaning(String placeholder) {
        return switch (placeholder) {
            case "PROJECT" -> name;
            case "FOLDER" -> folder.toString();
            case "IMAGE" -> Images.REPOSITORY;
            case "NET" -> network;
            case "SIX" -> "%03x".formatted(network.hashCode() & 0xfff);
            default -> ports.get(placeholder.charAt(4) - '1').toString();
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What is no part of the project but must be there before it, and go after it: commands of
    // docker, one a line.
    private void runDocker(String file) {
        var commands = folder.resolve(file);
        if (Files.exists(commands)) {
            read(commands).lines().forEach(it -> Docker.run(Words.of(it)));
        }
    }

    /// Removes everything of the project, on the engine and on disk.
    @Override
    public void close() {
        Docker.clean(name);
        runDocker("after");
        // Containers may have written there as root, and the engine made folders.
        new Program(List.of("rm", "-rf", folder.toString()), Docker.environment(), Path.of("/"))
                .run()
                .well();
    }
}
