package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.docker.Attributes;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.git.FetchOutcome;
import dev.towline.agent.git.GitException;
import dev.towline.agent.plan.DataIdentity;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Objections;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.ids.CommitSha;
import dev.towline.wire.DesiredState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Brings everything that a release needs onto the VM and looks for everything that could go wrong,
/// while what runs goes on running. Whatever is wrong here costs nothing.
final class Preparation {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Workplace at;
    private final DeploymentLog log;
    private final HostRules rules;

    Preparation(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
        this.rules = new HostRules(at.settings().host());
    }

    /// What came of it.
    sealed interface Prepared {

        record Ready(Release release) implements Prepared {}

        record Refused(String reason) implements Prepared {}

        record Superseded() implements Prepared {}
    }

    /// Rides out an engine that is away, such as one that is started anew: that says nothing of the
    /// release.
    Prepared prepare(DesiredState order) throws InterruptedException {
        var patience = new Deadline(at.pace(), Patience.ENGINE);
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            try {
                return prepared(order);
            } catch (EngineException.Silent e) {
                if (patience.over()) {
                    return new Prepared.Refused(String.valueOf(e.getMessage()));
                }
                log.progress("waiting for the engine: " + e.getMessage());
                at.signals().await(pauses.next());
            }
            if (at.superseded()) {
                return new Prepared.Superseded();
            }
        }
    }

    private Prepared prepared(DesiredState order)
            throws EngineException.Silent, InterruptedException {
        try {
            var full = new Room(at, log).forFiles();
            if (full.isPresent()) {
                return new Prepared.Refused(full.get());
            }
            var foreign = rules.objectionsTo(order.repository());
            if (!foreign.isEmpty()) {
                return new Prepared.Refused(String.join("; ", foreign));
            }
            var fetched = fetch(order);
            if (at.superseded()) {
                return new Prepared.Superseded();
            }
            return switch (fetched) {
                case FetchOutcome.Fetched _ -> related(order);
                case FetchOutcome.NotOnBranch it -> new Prepared.Refused(it.message());
                case FetchOutcome.Missing it -> new Prepared.Refused(it.message());
                case FetchOutcome.Unavailable it -> new Prepared.Refused(it.message());
            };
        } catch (EngineException.Silent e) {
            throw e;
        } catch (GitException | ComposeException | EngineException e) {
            return new Prepared.Refused(String.valueOf(e.getMessage()));
        }
    }

    /// Tries again while the git host is away; a newer order or the deadline ends it.
    private FetchOutcome fetch(DesiredState order) throws InterruptedException {
        var patience = new Deadline(at.pace(), Patience.PREPARE);
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            var outcome = at.mirror().fetch(order.repository(), order.sha(), order.branch());
            if (!(outcome instanceof FetchOutcome.Unavailable away)
                    || patience.over()
                    || at.superseded()) {
                return outcome;
            }
            log.progress("waiting for the repository: " + away.message());
            at.signals().await(pauses.next());
        }
    }

    private Prepared related(DesiredState order)
            throws ComposeException, EngineException, InterruptedException {
        var objection =
                new Ancestry(at)
                        .objection(order)
                        .or(() -> new TrustedSigners(at, log).objection(order.sha()));
        return objection.isPresent() ? new Prepared.Refused(objection.get()) : render(order);
    }

    private Prepared render(DesiredState order)
            throws ComposeException, EngineException, InterruptedException {
        at.mirror().materialise(order.sha(), at.settings().release(order.sha()));
        var edited = new EditedFiles(at, log).objection();
        if (edited.isPresent()) {
            return new Prepared.Refused(edited.get());
        }
        var inTheWay = new Files(at).inTheWay(order.sha());
        if (inTheWay.isPresent()) {
            return new Prepared.Refused(inTheWay.get());
        }
        var rendering = Rendering.of(order, at.settings());
        rendering.warnings().forEach(log::progress);
        var review = Attributes.review(rendering.project(), at.engine().version());
        review.ignored().forEach(it -> log.progress("ignored: " + it));
        var objections = new ArrayList<>(review.refused());
        objections.addAll(rules.objections(stack(rendering, order.sha())));
        objections.addAll(
                new MissingSources(at.settings().folder(), at.settings().release(order.sha()))
                        .of(rendering.project()));
        if (!objections.isEmpty()) {
            return new Prepared.Refused(String.join("; ", objections));
        }
        return pull(order, rendering);
    }

    private Prepared pull(DesiredState order, Rendering rendering)
            throws EngineException, InterruptedException {
        var full = new Room(at, log).forImages(rendering.project());
        if (full.isPresent()) {
            return new Prepared.Refused(full.get());
        }
        return switch (new Pulling(at, log, new NamedDigests(order.terms().images()))
                .pull(rendering.project())) {
            case Pulling.Pulled.Refused it -> new Prepared.Refused(it.reason());
            case Pulling.Pulled.Superseded _ -> new Prepared.Superseded();
            case Pulling.Pulled.Ready it -> review(order, rendering, it.images());
        };
    }

    private Prepared review(DesiredState order, Rendering rendering, Map<String, ImagePin> images)
            throws EngineException, InterruptedException {
        var project = rendering.project().withImages(images);
        var objections = new ArrayList<>(foreignRevisions(images, order.sha()));
        var observed = at.engine().observe(project);
        log.outOfBand(at.lastLook().now(observed));
        objections.addAll(Objections.besidesData(trial(project, order), observed));
        objections.addAll(DataIdentity.objections(project, observed, before(order, observed)));
        if (at.journal().entries().lastAccepted().isEmpty()) {
            objections.addAll(Objections.changedNetworks(project, observed));
        }
        objections.addAll(HostPorts.taken(project, observed));
        if (objections.isEmpty()) {
            new Durability(at, log).beforePulled().ifPresent(objections::add);
        }
        if (!objections.isEmpty()) {
            at.journal().update(it -> it.retired(images.values()));
        }
        return objections.isEmpty()
                ? new Prepared.Ready(
                        new Release(order.sha(), order.generation(), project, rendering.stack()))
                : new Prepared.Refused(String.join("; ", objections));
    }

    private Goal trial(DesiredProject project, DesiredState order) {
        var origin = new Origin(at.settings().environment(), order.generation(), order.sha());
        return new Goal(project, origin, Stage.TRIAL, Set.of(), at.owned());
    }

    private HostRules.Stack stack(Rendering rendering, CommitSha sha) {
        return new HostRules.Stack(
                rendering.project(), at.settings().release(sha), rendering.filesOutside());
    }

    /// What may have changed while the guard was waited for and the hooks ran.
    Verdict lookAgain(Release release) {
        var folder = at.settings().release(release.sha());
        try {
            var edited = new EditedFiles(at, log).objection();
            if (edited.isPresent()) {
                return new Verdict.Failed(edited.get());
            }
            var out = rules.links(new HostRules.Stack(release.project(), folder, List.of()));
            return out.isEmpty()
                    ? new Verdict.Passed()
                    : new Verdict.Failed(String.join("; ", out));
        } catch (ComposeException | GitException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()));
        }
    }

    private DataIdentity.Before before(DesiredState order, ObservedProject observed) {
        var entries = at.journal().entries();
        var accepted = entries.lastAccepted().map(Release::project).orElse(null);
        var folders = new HashSet<>(Set.of(at.settings().folder()));
        if (accepted != null) {
            folders.add(Path.of(accepted.folder()));
        }
        var releases =
                Stream.concat(entries.filesOf().stream(), Stream.of(order.sha()))
                        .map(at.settings()::release)
                        .toList();
        var sources = DataIdentity.sources(observed, accepted);
        return new DataIdentity.Before(
                accepted,
                new TrackedSources(folders, releases).among(sources),
                Set.copyOf(order.acceptVolumeChange()));
    }

    /// An image tagged for this commit that says it was built from another one.
    private static List<String> foreignRevisions(Map<String, ImagePin> images, CommitSha sha) {
        return images.values().stream()
                .filter(it -> it.reference().contains(sha.abbreviated()))
                .filter(it -> it.revision() != null && !sha.hex().startsWith(it.revision()))
                .map(it ->
                        it.reference()
                                + " says that it was built from "
                                + it.revision()
                                + ", not from "
                                + sha)
                .toList();
    }
}
