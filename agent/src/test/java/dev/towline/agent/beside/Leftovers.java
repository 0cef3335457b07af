package dev.towline.agent.beside;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What runs left that were killed: everything is named after the process that made it.
final class Leftovers {
    private static final Pattern NAME = Pattern.compile(Site.PREFIX + "([0-9]+).*");

    private Leftovers() {}

    static void remove() {
        removeEach("{{.Names}}", "ps -a", "rm -fv");
        removeEach("{{.Name}}", "network ls", "network rm");
        removeEach("{{.Name}}", "volume ls", "volume rm");
        removeEach("{{.Repository}}:{{.Tag}}", "image ls", "image rm -f");
    }

    private static void removeEach(String format, String list, String remove) {
        Docker.run(Words.of(list, "--format", format))
                .lines()
                .map(NAME::matcher)
                .filter(it -> it.matches() && isDead(it))
                .forEach(it -> Docker.run(Words.of(remove, it.group())));
    }

    private static boolean isDead(Matcher name) {
        return ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }
}
