package dev.towline.agent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One thing changes in a running project: the same containers must be replaced in both worlds, but
/// for what Towline does otherwise on purpose.
class TransitionsIT {
    private static @Nullable Beside<Both> beside;

    private record Both(Map<String, Fate> wanted, Map<String, Fate> towline, String words) {}

    @BeforeAll
    static void startAll() {
        var reference = Reference.ofThisMachine();
        var all = new Beside<Both>();
        beside = all;
        transitions().forEach(it -> all.start(it.name(), () -> both(it, reference)));
    }

    private static Both both(Transition change, Reference reference) {
        var theirs = change.in(reference::up);
        var ours = change.in(Towline::apply);
        var wanted = reference.edition().wanted(theirs.fates(), ours.fates());
        return new Both(wanted, ours.fates(), ours.words());
    }

    @AfterAll
    static void end() {
        if (beside != null) {
            beside.close();
        }
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void replacesTheSameContainersAsCompose(Transition change) {
        var both = Objects.requireNonNull(beside).result(change.name());

        var wanted = change.deliberate().map(Transition.Deliberate::fates).orElse(both.wanted());
        assertThat(both.towline()).as(both.words()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("deliberate")
    void differsWhereItIsSaidToDiffer(Transition change) {
        var both = Objects.requireNonNull(beside).result(change.name());

        assertThat(both.wanted()).isNotEqualTo(both.towline());
    }

    static Stream<Transition> transitions() {
        var only = System.getProperty("beside.only", ".*");
        return Transitions.all().stream().filter(it -> it.name().matches(only));
    }

    static Stream<Transition> deliberate() {
        return transitions().filter(it -> it.deliberate().isPresent());
    }
}
