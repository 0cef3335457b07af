package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullPolicyTest {

    @ParameterizedTest
    @CsvSource({"daily, P1D", "weekly, P7D", "every_12h, PT12H", "every_1w2d3h4m5s, PT219H4M5S"})
    void someAreMeasuredInTime(String word, Duration age) {
        assertThat(PullPolicy.of(word)).isEqualTo(new PullPolicy.Refresh(age));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "missing", "if_not_present", "refresh"})
    void manyWordsMeanMissing(String word) {
        assertThat(PullPolicy.of(word)).isEqualTo(PullPolicy.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "every_", "every_5", "every_day", "Always", "monthly"})
    void othersAreUnknown(String word) {
        assertThat(PullPolicy.known(word)).isFalse();
        assertThatThrownBy(() -> PullPolicy.of(word)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "never, missing, missing",
        "missing, daily, daily",
        "daily, weekly, daily",
        "every_1h, always, always"
    })
    void theKeenerOfTwoAsksMoreOften(String one, String other, String keener) {
        assertThat(PullPolicy.keener(PullPolicy.of(one), PullPolicy.of(other)))
                .isEqualTo(PullPolicy.of(keener));
        assertThat(PullPolicy.keener(PullPolicy.of(other), PullPolicy.of(one)))
                .isEqualTo(PullPolicy.of(keener));
    }

    @Test
    void aProjectWantsEachImageOnceAndThoseThatAreMounted() {
        var project =
                Projects.project(
                        """
                        {"name": "shop", "services": {
                          "a": {"image": "one:1", "pull_policy": "never"},
                          "b": {"image": "one:1", "pull_policy": "daily",
                                "platform": "linux/arm64"},
                          "c": {"image": "two:1", "pull_policy": "always", "volumes": [
                            {"type": "image", "source": "files:1", "target": "/files"}]}}}
                        """);

        assertThat(WantedImage.of(project))
                .containsExactly(
                        new WantedImage("files:1", "", PullPolicy.MISSING),
                        new WantedImage("one:1", "linux/arm64", PullPolicy.of("daily")),
                        new WantedImage("two:1", "", PullPolicy.ALWAYS));
    }
}
