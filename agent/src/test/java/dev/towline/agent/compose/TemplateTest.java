package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The odd corners of the grammar; the plain ones are in the golden projects. What is expected was
/// taken from Docker Compose 2.40.3.
final class TemplateTest {
    private static final Lookup VARIABLES = Lookup.in(Map.of("A", "1", "E", ""));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ${U:-a:-b}          | a:-b
                    ${U:-a?b}           | a?b
                    ${U:-${V:-deep}}    | deep
                    ${U:-pre${A}post}   | pre1post
                    ${U:-a}b}           | ab}
                    ${U:-{}             | {
                    ${U:-{b}c}d         | {b}cd
                    ${A}}               | 1}
                    {${A}}              | {1}
                    ${E:+set}${E+set}   | set
                    ${U:-$$}$1$         | $$1$
                    $A_B$A-B            | 1-B
                    """)
    void fillsIn(String text, String expected) throws Exception {
        assertThat(Template.fill(text, VARIABLES, _ -> {})).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${1}",
                "${A.b}",
                "${A",
                "${}",
                "${A:x}",
                "${A:}",
                "${ A}",
                "${A }",
                "${A=b}",
                "${U:-a\nb}",
                "${U:-b",
                "${A:-${}}"
            })
    void refusesWhatBreaksTheGrammar(String text) {
        assertThatThrownBy(() -> Template.fill(text, VARIABLES, _ -> {}))
                .isInstanceOf(Template.Refused.class)
                .hasMessageContaining("is not a valid use of $");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A:-${U:?need}}", "${U:+${U:?need}}", "${U:?need}"})
    void asksForARequiredVariableAlsoWhereItsValueIsNotUsed(String text) {
        assertThatThrownBy(() -> Template.fill(text, VARIABLES, _ -> {}))
                .isInstanceOf(Template.Refused.class)
                .hasMessage("the required variable U is not set: need");
    }
}
