package dev.towline.agent.reconcile;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import java.util.LinkedHashMap;
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pulls = new LinkedHashMap<String, Future<PullOutcome>>();
            for (var image : wanted) {
                pulls.put(
                        image.reference(),
                        threads.submit(
                                () -> at.engine().pull(image, log::progress, Patience.PULL)));
            }
            var pulled = collect(pulls);
            if (!(pulled instanceof Pulled.Ready)) {
                threads.shutdownNow();
            }
            return pulled;
        }
    }

    private Pulled collect(Map<String, Future<PullOutcome>> pulls) throws InterruptedException {
        var images = new LinkedHashMap<String, ImagePin>();
        for (var pull : pulls.entrySet()) {
            while (!pull.getValue().isDone() && !at.superseded()) {
                waitFor(pull.getValue());
            }
            if (!pull.getValue().isDone()) {
                return new Pulled.Superseded();
            }
            switch (pull.getValue().resultNow()) {
                case PullOutcome.Ready it -> images.put(pull.getKey(), it.pin());
                case PullOutcome.Missing it -> {
                    return new Pulled.Refused(it.message());
                }
                case PullOutcome.Denied it -> {
                    return new Pulled.Refused(it.message());
                }
                case PullOutcome.NoSpace it -> {
                    return new Pulled.Refused(it.message());
                }
                case PullOutcome.Unavailable it -> {
                    return new Pulled.Refused(it.message());
                }
            }
        }
        return new Pulled.Ready(images);
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
