package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// What is mounted on this machine.
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ \\S+ \\S+ (?<point>\\S+) .*");

    private Mounts() {}

    /// The mount points at a folder and below it, the innermost first.
    static List<Path> below(Path folder) {
        try {
            return Files.readAllLines(TABLE).stream()
                    .map(LINE::matcher)
                    .filter(it -> it.matches())
                    .map(it -> Path.of(it.group("point")))
                    .filter(it -> it.startsWith(folder))
                    .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                    .toList();
        } catch (IOException e) {
            throw new DemoException("could not read " + TABLE, e);
        }
    }

    /// @throws DemoException where one is still in use
    static void unmountBelow(Path folder) {
        below(folder).forEach(it -> Command.output("umount", it.toString()));
    }
}
