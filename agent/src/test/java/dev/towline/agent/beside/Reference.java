package dev.towline.agent.beside;

import dev.towline.agent.beside.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real Docker Compose.
final class Reference {
    static final String SETTING = "TOWLINE_REFERENCE";
    private final String program;
    private final Edition edition;

    private Reference(String program) {
        this.program = program;
        this.edition = Edition.of(run("version", "--short").well().out().strip());
    }

    /// The one that this machine's tests compare with.
    ///
    /// @throws AssertionError where nobody said which that is: a comparison that does not take
    ///   place must not look like one that went well
    static Reference ofThisMachine() {
        var path = System.getenv(SETTING);
        if (path == null || !Files.isExecutable(Path.of(path))) {
            throw new AssertionError(
                    SETTING
                            + " must be the path of a docker-compose 2.40 to compare with;"
                            + " ./towline test sets it, .ci/reference prints one");
        }
        return new Reference(path);
    }

    Edition edition() {
        return edition;
    }

    Ended up(Site site) {
        return run(site, "up", "-d");
    }

    /// Runs a command of Compose on a project with its file.
    Ended run(Site site, String... command) {
        var all = new ArrayList<>(List.of(program));
        all.addAll(site.arguments());
        all.addAll(List.of(command));
        return new Program(all, Docker.environment(), site.folder()).run();
    }

    /// Runs a command of Compose on no project.
    Ended run(String... command) {
        var all = new ArrayList<>(List.of(program));
        all.addAll(List.of(command));
        return new Program(all, Docker.environment(), root()).run();
    }

    private static Path root() {
        return Path.of("/");
    }
}
