package dev.towline.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.wire.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectationTest {

    @ParameterizedTest(name = "{0} accepts {1}")
    @CsvSource({
        "94e9cbb0123456789012345678901234567890ab, 94e9cbb0",
        "94e9cbb, 94e9cbb0123456789012345678901234567890ab",
        "94e9cbb0, 94E9CBB",
        "sha-94e9cbb, sha-94e9cbb0",
        "sha-94e9cbb, sha-94e9cbb",
        "release-3, release-3",
        "12, 12",
    })
    void matches(String wanted, String seen) throws Exception {
        var answer = Json.MAPPER.readTree(Json.write(Map.of("value", seen)));

        var difference = new Expectation(Map.of("value", wanted)).difference(answer);

        assertThat(difference).isEmpty();
    }

    @ParameterizedTest(name = "{0} does not accept {1}")
    @CsvSource({
        "94e9cbb0, 94e9cb",
        "94e9cbb0, 94e9cbb1",
        "94e9cbb, sha-94e9cbb",
        "sha-94e9cbb, 94e9cbb",
        "sha-94e9cbb, sha-94e9cb",
        "release-3, release-31",
        "release-3, RELEASE-3",
        "123456, 1234567",
    })
    void differs(String wanted, String seen) throws Exception {
        var answer = Json.MAPPER.readTree(Json.write(Map.of("value", seen)));

        var difference = new Expectation(Map.of("value", wanted)).difference(answer);

        assertThat(difference).contains("value is " + seen + ", wanted " + wanted);
    }

    @Test
    void looksIntoInnerObjectsByDottedKeys() throws Exception {
        var answer = Json.MAPPER.readTree("{\"build\":{\"number\":7,\"clean\":true}}");

        var difference =
                new Expectation(Map.of("build.number", "7", "build.clean", "true"))
                        .difference(answer);

        assertThat(difference).isEmpty();
    }

    @Test
    void namesEveryDifferenceInOrderOfTheKeys() throws Exception {
        var answer = Json.MAPPER.readTree("{\"a\":null,\"b\":{\"c\":[1]},\"d\":\"x\\u001b[2Jy\"}");

        var difference =
                new Expectation(Map.of("b.c", "1", "a", "null", "b.c.e", "2", "d", "z"))
                        .difference(answer);

        assertThat(difference)
                .contains(
                        "a is null, wanted null; b.c is [1], wanted 1; b.c.e is missing, wanted 2;"
                                + " d is xy, wanted z");
    }
}
