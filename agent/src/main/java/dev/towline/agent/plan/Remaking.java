package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.CreateNetwork;
import dev.towline.agent.plan.Step.DisconnectNetwork;
import dev.towline.agent.plan.Step.RemoveNetwork;
import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes networks anew whose definition changed: what runs in them is stopped, taken out, and finds
/// itself outside at the next look, which connects it again. Nothing is remembered, so the way back
/// is the same one, with the definition from before.
///
/// A network without the label of its definition was made by an old Compose or by hand, and counts
/// as unchanged.
final class Remaking {
    private static final String CAUSE = "its definition changed";

    private final Goal goal;
    private final DesiredProject desired;
    private final ObservedProject observed;
    private final Draft draft;

    Remaking(Goal goal, ObservedProject observed, Draft draft) {
        this.goal = goal;
        this.desired = goal.project();
        this.observed = observed;
        this.draft = draft;
    }

    static List<NetworkSpec> changed(DesiredProject desired, ObservedProject observed) {
        return desired.networks().values().stream()
                .filter(it -> changed(it, observed.networks().get(it.name())))
                .toList();
    }

    private static boolean changed(NetworkSpec wanted, @Nullable ObservedNetwork seen) {
        return seen != null
                && !wanted.external()
                && seen.configHash() != null
                && !seen.configHash().equals(ConfigHash.of(wanted));
    }

    /// Who is in a network that would be made anew and may not be taken out of it, one line each:
    /// nobody would start again what is not of an enabled service of the project.
    static List<String> inTheWay(Goal goal, ObservedProject observed) {
        return changed(goal.project(), observed).stream()
                .flatMap(it -> Stream.concat(strangers(it, observed), unserved(it, goal, observed)))
                .toList();
    }

    private static Stream<String> strangers(NetworkSpec network, ObservedProject observed) {
        return observed.surroundings().strangers().stream()
                .filter(it -> it.networks().contains(network.name()))
                .map(it -> foreign(it.name(), network));
    }

    private static Stream<String> unserved(
            NetworkSpec network, Goal goal, ObservedProject observed) {
        return attached(network, observed)
                .filter(it -> goal.switchedOff(it) || goal.foreign(it))
                .map(it ->
                        goal.switchedOff(it)
                                ? "the container "
                                        + it.name()
                                        + " of a service that is switched off"
                                        + isIn(network)
                                : foreign(it.name(), network));
    }

    private static String foreign(String container, NetworkSpec network) {
        return "somebody else's container " + container + isIn(network);
    }

    private static String isIn(NetworkSpec network) {
        return " is in the network " + network.name() + ", whose definition changed";
    }

    void plan(List<Slot> slots) {
        var changed = changed(desired, observed);
        inTheWay(goal, observed).forEach(draft::block);
        if (draft.idle()) {
            changed.forEach(it -> stop(it, slots));
            changed.forEach(this::remake);
        }
    }

    private void stop(NetworkSpec network, List<Slot> slots) {
        attached(network, observed)
                .filter(ObservedContainer::running)
                .forEach(it -> stop(it, network, slots));
    }

    private void stop(ObservedContainer container, NetworkSpec network, List<Slot> slots) {
        var cause = "the network " + network.name() + " is made anew";
        if (slots.stream().anyMatch(it -> it.matches(container))) {
            draft.halt(container, cause);
        } else {
            draft.displace(container, cause);
        }
    }

    private void remake(NetworkSpec network) {
        var seen = observed.networks().get(network.name());
        if (seen == null) {
            return;
        }
        attached(network, observed)
                .forEach(it ->
                        draft.add(
                                new DisconnectNetwork(
                                        network.name(), it.id(), draft.name(it), CAUSE)));
        draft.add(new RemoveNetwork(seen.id(), network.name(), CAUSE));
        draft.add(new CreateNetwork(desired, network, CAUSE));
    }

    private static Stream<ObservedContainer> attached(
            NetworkSpec network, ObservedProject observed) {
        return observed.containers().stream()
                .filter(it -> !(it.state() instanceof ContainerState.Gone))
                .filter(it -> it.networks().containsKey(network.name()));
    }
}
