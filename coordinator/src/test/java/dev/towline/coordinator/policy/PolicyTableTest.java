package dev.towline.coordinator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.wire.Terms;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of a policy that has all of them: alone, in pairs, and overridden.
final class PolicyTableTest {
    /// What facts can break; an order only waits for its approval, and git tells of descendants.
    private static final Set<Rule> BREAKABLE =
            EnumSet.complementOf(EnumSet.of(Rule.APPROVAL, Rule.DESCENDANTS));

    private static final Set<Rule> OVERRIDABLE =
            EnumSet.of(
                    Rule.BUILDS,
                    Rule.MAXIMUM_BUILD_AGE,
                    Rule.PROMOTION,
                    Rule.FREEZE,
                    Rule.QUARANTINE);

    private static Decision.Allowed allowed(List<Rule> overridden) {
        var free = overridden.contains(Rule.DESCENDANTS);
        return new Decision.Allowed(
                Case.SHA,
                "a fix",
                new Terms(
                        overridden.contains(Rule.BUILDS) ? Map.of() : Map.of("api", Case.ONE),
                        free ? Terms.Ancestry.ANY : Terms.Ancestry.DESCENDANT,
                        Case.BYPASS,
                        null,
                        null),
                overridden);
    }

    private static List<Rule> inTheWay(Decision decision) {
        return decision instanceof Decision.Forbidden(var rules)
                ? rules.stream().map(BrokenRule::rule).sorted().toList()
                : List.of();
    }

    @Test
    void allowsWhatBreaksNothing() {
        assertThat(Case.breaking().decide()).isEqualTo(allowed(List.of()));
    }

    static Stream<Rule> breakable() {
        return BREAKABLE.stream();
    }

    static Stream<Set<Rule>> pairs() {
        return BREAKABLE.stream()
                .flatMap(one ->
                        BREAKABLE.stream()
                                .filter(other -> one.compareTo(other) < 0)
                                .map(other -> EnumSet.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("breakable")
    void forbidsByEachRuleAlone(Rule rule) {
        assertThat(inTheWay(Case.breaking(rule).decide())).containsExactly(rule);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tellsBothOfTwoRulesAtOnce(Set<Rule> rules) {
        assertThat(inTheWay(Case.breaking(rules).decide())).containsExactlyElementsOf(rules);
    }

    @ParameterizedTest
    @MethodSource("breakable")
    void letsAnAdministratorOverrideWhatCanBeOverridden(Rule rule) {
        var decision = Case.breaking(rule).overriding(EnumSet.of(rule)).decide();

        if (OVERRIDABLE.contains(rule)) {
            assertThat(decision).isEqualTo(allowed(List.of(rule)));
        } else {
            assertThat(inTheWay(decision)).contains(rule);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leavesTheOtherRuleOfAPairInTheWay(Set<Rule> rules) {
        var both = List.copyOf(rules);
        if (!OVERRIDABLE.contains(both.getFirst()) || rules.contains(Rule.MINIMUM_ROLE)) {
            return;
        }

        var decision = Case.breaking(rules).overriding(EnumSet.of(both.getFirst())).decide();

        assertThat(inTheWay(decision)).contains(both.getLast());
    }

    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {"BUILDS", "MAXIMUM_BUILD_AGE", "PROMOTION", "FREEZE", "QUARANTINE"})
    void letsNobodyElseOverride(Rule rule) {
        var decision =
                Case.breaking(rule)
                        .overriding(EnumSet.of(rule))
                        .by(new Person("anne", "t1", Rank.DEPLOYER))
                        .decide();

        assertThat(inTheWay(decision)).containsExactlyInAnyOrder(rule, Rule.OVERRIDES);
    }

    @Test
    void namesOnlyWhatWasInTheWayAsOverridden() {
        var decision = Case.breaking(Rule.FREEZE).overriding(OVERRIDABLE).decide();

        assertThat(decision).isEqualTo(allowed(List.of(Rule.FREEZE)));
    }

    @Test
    void asksForNoDescendantWhereThatIsOverridden() {
        var decision = Case.breaking().overriding(EnumSet.of(Rule.DESCENDANTS)).decide();

        assertThat(decision).isEqualTo(allowed(List.of(Rule.DESCENDANTS)));
    }

    @Test
    void letsADeployerTryAQuarantinedReleaseAgain() {
        var decision =
                Case.breaking(Rule.QUARANTINE)
                        .again()
                        .by(new Person("anne", "t1", Rank.DEPLOYER))
                        .decide();

        assertThat(decision).isEqualTo(allowed(List.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {"BUILDS", "MAXIMUM_BUILD_AGE", "PROMOTION", "FREEZE"})
    void overridesNothingElseByTryingAgain(Rule rule) {
        assertThat(inTheWay(Case.breaking(rule).again().decide())).containsExactly(rule);
    }

    @Test
    void asksARollbackForNeitherPromotionNorDescendants() {
        var decision = Case.breaking(Rule.PROMOTION).rollback().decide();

        assertThat(decision)
                .isEqualTo(
                        new Decision.Allowed(
                                Case.SHA,
                                "a fix",
                                new Terms(
                                        Map.of("api", Case.ONE),
                                        Terms.Ancestry.ANY,
                                        Case.BYPASS,
                                        null,
                                        null),
                                List.of()));
    }

    @Test
    void waitsForASecondPersonWhenNothingElseIsInTheWay() {
        assertThat(Case.breaking(Rule.APPROVAL).decide())
                .isEqualTo(new Decision.NeedsApproval(Case.SHA, "a fix", Duration.ofHours(4)));
        assertThat(inTheWay(Case.breaking(Rule.APPROVAL, Rule.FREEZE).decide()))
                .containsExactly(Rule.FREEZE);
    }

    @Test
    void needsNoSecondPersonWhereThatIsOverridden() {
        var decision = Case.breaking(Rule.APPROVAL).overriding(EnumSet.of(Rule.APPROVAL)).decide();

        assertThat(decision).isEqualTo(allowed(List.of(Rule.APPROVAL)));
    }

    @Test
    void takesNeitherTheSameNameNorTheSameTokenForASecondPerson() {
        var sameName = Case.breaking().approvedBy(new Person("anne", "t9", Rank.ADMIN));
        var sameToken = Case.breaking().approvedBy(new Person("bob", "t1", Rank.ADMIN));

        assertThat(inTheWay(sameName.decide())).containsExactly(Rule.APPROVAL);
        assertThat(inTheWay(sameToken.decide())).containsExactly(Rule.APPROVAL);
    }

    @Test
    void saysWhatItSawAndWhatWouldHelp() {
        var decision = Case.breaking(Rule.PROMOTION).decide();

        assertThat(decision)
                .isEqualTo(
                        new Decision.Forbidden(
                                List.of(
                                        new BrokenRule(
                                                Rule.PROMOTION,
                                                "it ran for PT29M only",
                                                Map.of(
                                                        "environment", "staging",
                                                        "soak", "PT30M",
                                                        "deployment", "staging-2",
                                                        "acceptedAt", "2026-03-04T11:31:00Z",
                                                        "soaked", "PT29M"),
                                                "have the same commit with the same digests"
                                                        + " accepted in staging for PT30M"))));
    }
}
