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

/// Brings all images of a project onto the VM, all at once, before anything is stopped.
final class Pulling {
    private final Workplace at;
    private final DeploymentLog log;

    Pulling(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
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
                        wanted.stream().map(WantedImage::reference).collect(Collectors.toSet()));
        var attempt = attempt(wanted);
        return removedDamaged(attempt) ? attempt(wanted).pulled() : attempt.pulled();
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
            if (outcome.failure().isPresent() && !(outcome instanceof PullOutcome.Damaged)) {
                return new Attempt(outcomes, false);
            }
        }
        return new Attempt(outcomes, false);
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
