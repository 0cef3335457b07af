package dev.towline.agent.journal;

import dev.towline.agent.project.AdoptedContainer;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.Release;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that an environment's journal holds: what the engine cannot know.
///
/// @param highest the newest order ever received; an older one is never obeyed
/// @param observed the newest order that was accepted
/// @param underway null between deployments
/// @param filesOf the release whose files the project folder holds; two while they are being
///   brought from one to the other, none before the first
/// @param accepted the accepted releases, newest first
/// @param quarantined why a commit failed here
/// @param adopted what ran before the first deployment; empty once a release was accepted, or they
///   were given back
/// @param unsettled what the last switch was begun to; null once it was accepted or undone
/// @param last the last deployment that ended; null before the first
/// @param terms what the order of the newest accepted release asked for while it runs
/// @param retired the images of releases that nobody goes back to, newest first
public record Entries(
        Generation highest,
        Generation observed,
        @Nullable Underway underway,
        List<CommitSha> filesOf,
        List<Release> accepted,
        Map<CommitSha, String> quarantined,
        List<AdoptedContainer> adopted,
        @Nullable Unsettled unsettled,
        @Nullable DeploymentStatus last,
        List<ImagePin> retired,
        AcceptedTerms terms) {
    /// How many accepted releases are kept to go back to.
    public static final int KEPT = 3;

    // Those beyond stay on the VM: a person may remove them.
    private static final int MOST_RETIRED = 100;

    public static final Entries EMPTY =
            new Entries(
                    Generation.NONE,
                    Generation.NONE,
                    null,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    null,
                    null,
                    List.of(),
                    AcceptedTerms.NONE);

    public Entries {
        filesOf = List.copyOf(filesOf);
        accepted = List.copyOf(accepted);
        quarantined = Map.copyOf(quarantined);
        adopted = List.copyOf(adopted);
        retired = orNone(retired);
        terms = orNone(terms);
    }

    private static AcceptedTerms orNone(@Nullable AcceptedTerms terms) {
        return terms == null ? AcceptedTerms.NONE : terms;
    }

    // A journal that an older agent wrote has none.
    private static List<ImagePin> orNone(@Nullable List<ImagePin> pins) {
        return pins == null ? List.of() : List.copyOf(pins);
    }

    public Optional<Release> lastAccepted() {
        return accepted.stream().findFirst();
    }

    /// What runs may be half of a release, and nobody has decided that it stays.
    public boolean halfWay() {
        return unsettled != null && unsettled.rest() == Unsettled.Rest.NONE;
    }

    /// What runs is left to a person.
    public boolean stalled() {
        return unsettled != null && unsettled.rest() == Unsettled.Rest.STALLED;
    }

    public Entries received(Underway begun) {
        return new Entries(
                begun.order().generation(),
                observed,
                begun,
                filesOf,
                accepted,
                quarantined,
                adopted,
                unsettled,
                last,
                retired,
                terms);
    }

    public Entries underway(Underway next) {
        return new Entries(
                highest,
                observed,
                next,
                filesOf,
                accepted,
                quarantined,
                adopted,
                unsettled,
                last,
                retired,
                terms);
    }

    /// An agent's start found the deployment under way.
    public Entries foundAgain() {
        return underway == null ? this : underway(underway.foundAgain());
    }

    public Entries filesOf(List<CommitSha> shas) {
        return new Entries(
                highest,
                observed,
                underway,
                shas,
                accepted,
                quarantined,
                adopted,
                unsettled,
                last,
                retired,
                terms);
    }

    /// The switch to a release begins.
    ///
    /// @param before what ran before the first deployment
    public Entries switching(Release release, List<AdoptedContainer> before) {
        var next = Unsettled.switching(release);
        return new Entries(
                highest,
                observed,
                underway,
                filesOf,
                accepted,
                quarantined,
                before,
                next,
                last,
                retired,
                terms);
    }

    /// The decision to accept; the deployment stays under way until it is settled.
    public Entries accepted(Release release) {
        var kept =
                Stream.concat(
                                Stream.of(release),
                                accepted.stream().filter(it -> !it.sha().equals(release.sha())))
                        .limit(KEPT)
                        .toList();
        var dropped = accepted.stream().filter(it -> !kept.contains(it)).toList();
        var begun = underway;
        var left = new LinkedHashMap<>(quarantined);
        left.remove(release.sha());
        return new Entries(
                highest,
                observed,
                underway,
                filesOf,
                kept,
                left,
                List.of(),
                null,
                last,
                retire(dropped),
                begun == null
                        ? AcceptedTerms.NONE
                        : AcceptedTerms.of(begun.order(), begun.warning()));
    }

    public Entries quarantined(CommitSha sha, String reason) {
        var all = new LinkedHashMap<>(quarantined);
        all.put(sha, reason);
        return new Entries(
                highest, observed, underway, filesOf, accepted, all, adopted, unsettled, last,
                retired, terms);
    }

    /// The end of the deployment under way; only an accepted one is observed.
    public Entries ended(DeploymentStatus ending) {
        var back = ending.outcome() == Outcome.ROLLED_BACK;
        return new Entries(
                highest,
                ending.outcome() == Outcome.ACCEPTED ? ending.generation() : observed,
                null,
                filesOf,
                accepted,
                quarantined,
                back ? List.of() : adopted,
                back ? null : left(ending.outcome()),
                ending,
                ending.outcome() == Outcome.ACCEPTED ? retired : retire(candidate()),
                back ? terms.warned(ending.warning()) : terms);
    }

    private List<Release> candidate() {
        return underway == null || underway.candidate() == null
                ? List.of()
                : List.of(underway.candidate());
    }

    /// These were pulled for a release that came to nothing.
    public Entries retired(Collection<ImagePin> pins) {
        return new Entries(
                highest,
                observed,
                underway,
                filesOf,
                accepted,
                quarantined,
                adopted,
                unsettled,
                last,
                retire(pins.stream()),
                terms);
    }

    /// Forgets the retired images that are gone from the VM.
    public Entries stillStored(Predicate<ImagePin> stored) {
        return new Entries(
                highest,
                observed,
                underway,
                filesOf,
                accepted,
                quarantined,
                adopted,
                unsettled,
                last,
                retired.stream().filter(stored).toList(),
                terms);
    }

    private List<ImagePin> retire(List<Release> releases) {
        return retire(releases.stream().flatMap(it -> it.project().images().values().stream()));
    }

    private List<ImagePin> retire(Stream<ImagePin> pins) {
        return Stream.concat(pins, retired.stream()).distinct().limit(MOST_RETIRED).toList();
    }

    private @Nullable Unsettled left(@Nullable Outcome outcome) {
        return unsettled != null && outcome == Outcome.STALLED ? unsettled.stalled() : unsettled;
    }
}
