package dev.towline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.journal.HoldFile;
import dev.towline.wire.Hold;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands of a person, while no agent runs.
final class HoldCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void settings() throws IOException {
        settings("staging: {folder: /srv/shop}");
    }

    private void settings(String environments) throws IOException {
        Files.writeString(
                folder.resolve("agent.yml"),
                "coordinator: http://127.0.0.1:7450\nstate: %s\nenvironments: {%s}\n"
                        .formatted(folder.resolve("state"), environments));
    }

    private int run(String command, String... words) {
        var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", folder.resolve("agent.yml").toString()));
        all.addAll(List.of(words));
        return line.execute(all.toArray(String[]::new));
    }

    private Optional<Hold> hold(String environment) {
        return new HoldFile(folder.resolve("state").resolve("environments").resolve(environment))
                .standing(Instant.now());
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "2h, PT2H", "3d, PT72H", "30d, PT720H"})
    void holdsForATime(String words, Duration span) {
        var exitCode = run("hold", "--reason", "the import runs", "--for", words);

        var hold = hold("staging").orElseThrow();
        assertThat(exitCode).isZero();
        assertThat(hold.reason()).isEqualTo("the import runs");
        assertThat(hold.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(hold.until()).isEqualTo(hold.since().plus(span));
        assertThat(out.toString()).isEqualTo("staging is " + hold.words() + "\n");
    }

    @Test
    void holdsUntilItIsReleasedAndSaysSo() {
        run("hold", "--reason", "the import runs");

        assertThat(hold("staging").orElseThrow().until()).isNull();
        assertThat(out.toString())
                .contains(" until it is released: the import runs\n")
                .endsWith("it does not end by itself: towline-agent release staging\n");
    }

    @Test
    void takesThePlaceOfAnOlderHold() {
        run("hold", "--reason", "one");
        run("hold", "--reason", "two", "--for", "1h");

        assertThat(hold("staging").orElseThrow().reason()).isEqualTo("two");
    }

    @Test
    void releases() {
        run("hold", "--reason", "the import runs");
        out.getBuffer().setLength(0);

        assertThat(run("release")).isZero();
        assertThat(hold("staging")).isEmpty();
        assertThat(run("release")).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        staging is released; what differs from the accepted release is brought back
                        staging was not on hold; what differs from the accepted release is brought back
                        """);
    }

    @Test
    void holdsTheEnvironmentThatIsNamed() throws IOException {
        settings("staging: {folder: /srv/a}, preview: {folder: /srv/b}");

        assertThat(run("hold", "--reason", "look", "preview")).isZero();

        assertThat(hold("preview")).isPresent();
        assertThat(hold("staging")).isEmpty();
    }

    @Test
    void mustBeToldWhichOfSeveral() throws IOException {
        settings("staging: {folder: /srv/a}, preview: {folder: /srv/b}");

        assertThat(run("hold", "--reason", "look")).isEqualTo(2);
        assertThat(err.toString()).contains("the environment must be one of [staging, preview]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0s", "500ms", "31d", "-1h", "two hours"})
    void saysTwoForADurationThatCannotBe(String words) {
        assertThat(run("hold", "--reason", "look", "--for", words)).isEqualTo(2);
        assertThat(hold("staging")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "\u001b[2J"})
    void saysTwoForAReasonThatSaysNothing(String reason) {
        assertThat(run("hold", "--reason", reason)).isEqualTo(2);
        assertThat(hold("staging")).isEmpty();
    }

    @Test
    void saysTwoWithoutAReason() {
        assertThat(run("hold")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
    }

    @Test
    void saysOneWhereItCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("state"), "a file");

        assertThat(run("hold", "--reason", "look")).isEqualTo(1);
        assertThat(err.toString()).startsWith("towline-agent: could not write ");
    }

    @Test
    void runsNoCommandWhereNoProjectIsKnown() {
        var made = folder.resolve("made");

        var exitCode = run("exec", "--reason", "look", "--", "touch", made.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "towline-agent: nothing was ever deployed in staging: no project is known"
                                + " to lock\n");
        assertThat(made).doesNotExist();
    }
}
