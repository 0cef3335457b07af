package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VariablesTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private final Variables given =
            Variables.of(new CommitSha(SHA), new EnvironmentName("staging"), new Generation(7));

    @Test
    void fillsTheDescriptorsVariablesFromTheGivenOnes() throws Exception {
        var variables = given.with(Map.of("IMAGE_TAG", "sha-${TOWLINE_SHORT_SHA}", "PRICE", "5$$"));

        assertThat(variables.all())
                .isEqualTo(
                        Map.of(
                                "TOWLINE_SHA", SHA,
                                "TOWLINE_SHORT_SHA", "0123456",
                                "TOWLINE_ENVIRONMENT", "staging",
                                "TOWLINE_GENERATION", "7",
                                "IMAGE_TAG", "sha-0123456",
                                "PRICE", "5$"));
    }

    @Test
    void fillsAnyText() throws Exception {
        var variables = given.with(Map.of("PORT", "8000"));

        assertThat(variables.fill("health[0].url", "http://localhost:${PORT}/${PATH:-health}"))
                .isEqualTo("http://localhost:8000/health");
    }

    @Test
    void refusesANameThatIsNotSet() {
        assertThatThrownBy(() -> given.with(Map.of("TAG", "${TOWLINE_SHORTSHA}")))
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        "variables.TAG: there is no variable TOWLINE_SHORTSHA; there are"
                                + " TOWLINE_ENVIRONMENT, TOWLINE_GENERATION, TOWLINE_SHA,"
                                + " TOWLINE_SHORT_SHA");
    }

    @Test
    void refusesToReplaceAGivenOne() {
        assertThatThrownBy(() -> given.with(Map.of("TOWLINE_SHA", "x")))
                .isInstanceOf(ComposeException.class)
                .hasMessage("the variable TOWLINE_SHA is given");
    }
}
