package dev.towline.agent.beside;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What runs left that were killed: everything is named after the process that made it.
final class Leftovers {
    private static final Pattern NAME = Pattern.compile(Site.PREFIX + "([0-9]+).*");

    private Leftovers() {}

    static void remove() {
        removeEach("{{.Names}}", "ps -a", "rm -fv");
        left("{{.Name}}", "network ls").forEach(Docker::removeNetwork);
        removeEach("{{.Name}}", "volume ls", "volume rm");
        removeEach("{{.Repository}}:{{.Tag}}", "image ls", "image rm -f");
    }

    private static void removeEach(String format, String list, String remove) {
        left(format, list).forEach(it -> Docker.run(Words.of(remove, it)));
    }

    private static Stream<String> left(String format, String list) {
        return Docker.run(Words.of(list, "--format", format))
                .lines()
                .map(NAME::matcher)
                .filter(it -> it.matches() && isDead(it))
                .map(Matcher::group);
    }

    private static boolean isDead(Matcher name) {
        return ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }
}
