package dev.towline.agent.compose.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.compose.cases.ComposeAnswer.Project;
import dev.towline.agent.compose.cases.ComposeAnswer.Refusal;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `towline-agent config` says what Docker Compose says, case by case.
final class ComposeAnswersTest {
    /// Where Towline is meant to answer otherwise than Docker Compose: the case and why.
    private static final Map<String, String> DEVIATIONS =
            Map.of(
                    "ports-long-without-target",
                    "no container has a port 0: the engine would refuse it in mid-deployment",
                    "restart-unknown-value",
                    "the engine would refuse it in mid-deployment",
                    "scalars-escaped-slash-refused",
                    "YAML 1.2 and JSON have this escape, Compose's parser lacks it",
                    "volume-key-one-letter-is-a-drive",
                    "Compose takes x:/data for a Windows path and mounts an empty volume there",
                    "volumes-windows-path-with-drive",
                    "no Linux engine has such a path, so Compose's answer can only be a mistake");

    /// An attribute's path, or a file.
    private static final Pattern PLACE =
            Pattern.compile(
                    "\\b(services|networks|volumes|configs|secrets|models|include|name)\\b"
                            + "|\\.(ya?ml|json|env|labels)\\b");

    static Stream<CorpusCase> cases() {
        return CorpusCase.all().filter(it -> !DEVIATIONS.containsKey(it.name()));
    }

    static Stream<CorpusCase> deviations() {
        return CorpusCase.all().filter(it -> DEVIATIONS.containsKey(it.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsDockerCompose(CorpusCase given) {
        var answer = Config.answer(given);

        switch (given.answer()) {
            case Project expected -> assertThat(answer).isEqualTo(expected);
            case Refusal expected -> assertRefused(given, answer, expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deviations")
    void deviatesOnlyWhereItStillDoes(CorpusCase given) {
        var answer = Config.answer(given);

        assertThat(answer.getClass()).isNotEqualTo(given.answer().getClass());
    }

    @Test
    void knowsEachDeviationByTheNameOfACase() {
        assertThat(CorpusCase.all().map(CorpusCase::name)).containsAll(DEVIATIONS.keySet());
    }

    private static void assertRefused(CorpusCase given, ComposeAnswer answer, Refusal compose) {
        assertThat(answer).as(compose.message()).isInstanceOf(Refusal.class);

        assertThat(given.withoutFolder(((Refusal) answer).message()))
                .as("names the file or the attribute")
                .containsPattern(PLACE);
    }
}
