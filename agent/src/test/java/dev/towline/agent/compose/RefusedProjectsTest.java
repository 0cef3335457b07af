package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `expected.txt` is the whole complaint about the case.
final class RefusedProjectsTest {

    static Stream<ComposeCase> cases() {
        return ComposeCase.in("/compose/refused");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysEverythingThatIsWrongAndWhere(ComposeCase given) {
        var refusal = catchThrowableOfType(ComposeException.class, given::load);

        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.getMessage() + "\n").isEqualTo(given.text("expected.txt"));
    }
}
