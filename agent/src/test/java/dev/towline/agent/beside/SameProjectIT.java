package dev.towline.agent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same files brought up by Docker Compose and by the agent, on the same engine.
class SameProjectIT {
    private static @Nullable Beside<Comparison> beside;

    @BeforeAll
    static void startAll() {
        var reference = Reference.ofThisMachine();
        var all = new Beside<Comparison>();
        beside = all;
        names().forEach(it -> all.start(it, () -> Comparison.of(root().resolve(it), reference)));
    }

    @AfterAll
    static void end() {
        if (beside != null) {
            beside.close();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void containersNetworksAndVolumesAreEqual(String name) {
        assertThat(comparison(name).differences()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void agentHasNothingToDoAfterComposeUp(String name) {
        assertThat(comparison(name).planned()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void composeTakesOverWhatTheAgentMade(String name) {
        assertThat(comparison(name).crossing()).isEmpty();
    }

    /// `-Dbeside.only=REGEX` picks some, for whoever works on one of them.
    static Stream<String> names() {
        var only = System.getProperty("beside.only", ".*");
        var edition = Reference.ofThisMachine().edition();
        try (var folders = Files.list(root())) {
            return folders
                    .map(it -> it.getFileName().toString())
                    .filter(it -> it.matches(only) && edition.knows(it))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Comparison comparison(String name) {
        return Objects.requireNonNull(beside).result(name);
    }

    private static Path root() {
        var resource = SameProjectIT.class.getResource("/compose/beside");
        try {
            return Path.of(Objects.requireNonNull(resource).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
