package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Towline never removes a volume: no source of the agent may hold a call that could.
class NoVolumeIsRemovedTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern REMOVAL =
            Pattern.compile(
                    "[rR]emoveVolume|[?&\"]v=(1|true)|prune([A-Z]\\w*)?\\(|prune\"|/prune|withForce\\(");
    // The engine's own removals all go through docker-java's command for containers.
    private static final Pattern DELETION = Pattern.compile("Method\\.DELETE|\"DELETE\"");

    @Test
    void noSourceCouldRemoveOne() throws IOException {
        assertThat(sources(SOURCES)).hasSizeGreaterThan(50);
        assertThat(sources(SOURCES)).noneMatch(it -> REMOVAL.matcher(text(it)).find());
    }

    @Test
    void theEngineIsSentNoDeletionOfItsOwn() throws IOException {
        var docker = SOURCES.resolve("dev/towline/agent/docker");

        assertThat(sources(docker)).hasSizeGreaterThan(30);
        assertThat(sources(docker)).noneMatch(it -> DELETION.matcher(text(it)).find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.removeVolumeCmd(name)",
                "cmd.withRemoveVolumes(true)",
                "\"/containers/x?v=1\"",
                "\"/x?a=b&v=true\"",
                "client.pruneCmd(VOLUMES)",
                "post(\"/volumes/prune\")"
            })
    void theRuleSeesWhatItForbids(String call) {
        assertThat(REMOVAL.matcher(call).find()).isTrue();
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(it -> it.toString().endsWith(".java")).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
