package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Brings all images of a project onto the VM, all at once, before anything is stopped.
final class Pulling {
    private final Workplace at;
    private final DeploymentLog log;
    private final NamedDigests named;

    Pulling(Workplace at, DeploymentLog log, NamedDigests named) {
        this.at = at;
        this.log = log;
        this.named = named;
    }

    /// What came of it.
    sealed interface Pulled {

        record Ready(Map<String, ImagePin> images) implements Pulled {
            public Ready {
                images = Map.copyOf(images);
            }
        }

        record Refused(String reason) implements Pulled {}

        record Superseded() implements Pulled {}
    }

    Pulled pull(DesiredProject project) throws InterruptedException {
        var wanted = WantedImage.of(project);
        at.kept()
                .claim(
                        at.journal(),
                        Stream.concat(wanted.stream(), byDigest(wanted).values().stream())
                                .map(WantedImage::reference)
                                .collect(Collectors.toSet()));
        var attempt = attempt(wanted);
        return corrected(wanted, removedDamaged(attempt) ? attempt(wanted) : attempt).pulled();
    }

    private Map<String, WantedImage> byDigest(List<WantedImage> wanted) {
        var all = new LinkedHashMap<String, WantedImage>();
        wanted.forEach(it -> named.byDigest(it).ifPresent(by -> all.put(it.reference(), by)));
        return all;
    }

    /// What the order names by digest is fetched by it where the tag means something else.
    private Attempt corrected(List<WantedImage> wanted, Attempt attempt)
            throws InterruptedException {
        var others = byDigest(wanted);
        var kept = named.keptBy(attempt.outcomes());
        others.keySet().removeIf(it -> kept.contains(it) || !attempt.outcomes().containsKey(it));
        if (attempt.superseded() || others.isEmpty()) {
            return attempt;
        }
        var again = attempt(List.copyOf(others.values()));
        var outcomes = new LinkedHashMap<>(attempt.outcomes());
        others.forEach((reference, by) -> {
            var outcome = again.outcomes().get(by.reference());
            if (outcome != null) {
                outcomes.compute(reference, (_, tag) -> named.taken(reference, tag, outcome));
            }
        });
        return new Attempt(outcomes, again.superseded());
    }

    /// What came of each image, by reference, until one could not be had.
    private record Attempt(Map<String, PullOutcome> outcomes, boolean superseded) {

        List<String> damaged() {
            return outcomes.entrySet().stream()
                    .filter(it -> it.getValue() instanceof PullOutcome.Damaged)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        Pulled pulled() {
            if (superseded) {
                return new Pulled.Superseded();
            }
            var images = new LinkedHashMap<String, ImagePin>();
            for (var outcome : outcomes.entrySet()) {
                if (outcome.getValue() instanceof PullOutcome.Ready it) {
                    images.put(outcome.getKey(), it.pin());
                } else {
                    return new Pulled.Refused(outcome.getValue().failure().orElse(""));
                }
            }
            return new Pulled.Ready(images);
        }
    }

    private Attempt attempt(List<WantedImage> wanted) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pulls = new LinkedHashMap<String, Future<PullOutcome>>();
            for (var image : wanted) {
                pulls.put(
                        image.reference(),
                        threads.submit(
                                () -> at.engine().pull(image, log::progress, Patience.PULL)));
            }
            var attempt = collect(pulls);
            threads.shutdownNow();
            return attempt;
        }
    }

    // Of damaged ones all must be known; any other failure ends it.
    private Attempt collect(Map<String, Future<PullOutcome>> pulls) throws InterruptedException {
        var outcomes = new LinkedHashMap<String, PullOutcome>();
        for (var pull : pulls.entrySet()) {
            while (!pull.getValue().isDone() && !at.superseded()) {
                waitFor(pull.getValue());
            }
            if (!pull.getValue().isDone()) {
                return new Attempt(outcomes, true);
            }
            var outcome = pull.getValue().resultNow();
            outcomes.put(pull.getKey(), outcome);
            if (ends(pull.getKey(), outcome)) {
                return new Attempt(outcomes, false);
            }
        }
        return new Attempt(outcomes, false);
    }

    private boolean ends(String reference, PullOutcome outcome) {
        return outcome.failure().isPresent()
                && !(outcome instanceof PullOutcome.Damaged)
                && named.of(reference).isEmpty();
    }

    /// Images may share what is damaged: only when none of them has it any more is it fetched anew.
    /// One that a container uses is not removed.
    private boolean removedDamaged(Attempt attempt) {
        for (var reference : attempt.damaged()) {
            log.progress("pulling " + reference + " anew: the engine cannot read what it has");
            try {
                at.engine().removeImage(reference);
            } catch (EngineException e) {
                log.progress("could not remove " + reference + ": " + e.getMessage());
            }
        }
        return !attempt.superseded() && !attempt.damaged().isEmpty();
    }

    private static void waitFor(Future<PullOutcome> pull) throws InterruptedException {
        try {
            pull.get(Patience.LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // Looked at again by the caller, who also asks for a newer order.
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not pull", e.getCause());
        }
    }
}
