package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `expected.json` is what Docker Compose 2.40.3 printed for the case, byte by byte, with its
/// folder replaced by a placeholder.
final class GoldenProjectsTest {

    static Stream<ComposeCase> cases() {
        return ComposeCase.in("/compose");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void loadsWhatComposeLoads(ComposeCase given) throws Exception {
        var loaded = given.load();

        assertThat(ComposeForm.json(loaded)).isEqualTo(given.text("expected.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsEveryValueFromTheCanonicalFormAndBack(ComposeCase given) throws Exception {
        var project = given.load().project();

        var again = DesiredProject.of(project.canonical(), project.folder());

        assertThat(again.withProvenance(project.provenance())).isEqualTo(project);
    }
}
