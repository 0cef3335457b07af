package dev.towline.agent.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Deployments of one kind, one after the other, each with an agent that dies at a named point and
/// is started again; after each, what must hold is asked of everybody but the agent.
final class PointRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final PointPlace place;
    private final TestSite site;
    private final PointFigures figures;
    private final Consumer<String> tell;
    private final Failpoint failpoint;
    private Map<String, String> before = Map.of();
    private Map<String, String> filesBefore = Map.of();

    /// @param name of the VM, for the names of all that is made there
    PointRun(String name, Path folder, PointFigures figures, Consumer<String> tell) {
        this.place = new PointPlace(name, folder);
        this.site = place.site();
        this.figures = figures;
        this.tell = tell;
        try {
            site.agent().kill9();
            this.failpoint = Failpoint.of(site.agent());
            site.agent().startAgain();
            site.assertEnds(place.order(PointCase.ACCEPTED), "accepted");
        } catch (RuntimeException | AssertionError e) {
            place.close();
            throw e;
        }
    }

    /// Kills such a deployment at each of the points that the choice keeps.
    void kill(PointCase deployment, PointChoice choice) {
        var points = count(deployment);
        figures.known(deployment, points.size());
        var volumes = StackInspection.of(site);
        var rows = ChaosRows.into(site.api());
        var watch = ChaosWatch.over(site.engine(), tell);
        try (rows;
                watch) {
            for (var point : choice.of(points)) {
                killAt(deployment, point, volumes);
            }
        }
        figures.rows(rows.acknowledged(), rows.lost(site.engine()).size());
        watch.shared().forEach(it -> figures.failure("two owners: " + it));
    }

    /// The points of such a deployment, in their order.
    List<String> count(PointCase deployment) {
        var id = begin(deployment, () -> failpoint.disarm());
        site.assertEnds(id, deployment.outcome());
        awaitRest(deployment, StackInspection.of(site));
        return failpoint.points();
    }

    private String begin(PointCase deployment, Runnable arming) {
        if (deployment.first()) {
            place.madeByHand();
            before = site.engine().running();
            filesBefore = place.files();
            arming.run();
            var id = place.order(deployment);
            site.agent().launchAgain();
            return id;
        }
        arming.run();
        return place.order(deployment);
    }

    private void killAt(PointCase deployment, String point, StackInspection inspection) {
        var id = begin(deployment, () -> failpoint.arm(point));
        if (awaitDeath(id)) {
            failpoint.disarm();
            long start = System.nanoTime();
            site.agent().startAgain();
            judge(deployment, point, id);
            figures.ended(deployment, point, Duration.ofNanos(System.nanoTime() - start));
        } else {
            failpoint.disarm();
            figures.missed(deployment, point);
        }
        var broken = awaitRest(deployment, inspection);
        if (!broken.isEmpty()) {
            figures.failure(deployment, point, broken + " " + site.agent().tail());
        }
        tell.accept(deployment + ", killed " + point + (broken.isEmpty() ? "" : ": " + broken));
    }

    private void judge(PointCase deployment, String point, String id) {
        try {
            var outcome = site.operator().awaitOutcome(id, PATIENCE);
            if (!outcome.equals(deployment.outcome())) {
                figures.failure(deployment, point, outcome + " " + site.reason(id));
            }
        } catch (ConditionTimeoutException _) {
            figures.failure(deployment, point, "does not end: " + site.agent().tail());
        }
    }

    /// Whether the agent has died; not where the deployment ended and passed the point by.
    private boolean awaitDeath(String id) {
        Awaitility.await("end of " + id)
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> !site.agent().isAlive() || ended(id));
        // What comes after the outcome's report takes a moment.
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .pollInterval(LOOK)
                    .until(() -> !site.agent().isAlive());
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private boolean ended(String id) {
        var state = site.operator().deployment(id).path("state").asText();
        return !state.equals("pending") && !state.equals("running");
    }

    /// What does not hold, after some time to come to rest.
    private List<String> awaitRest(PointCase deployment, StackInspection inspection) {
        return StackInspection.brokenAfter(REST, () -> broken(deployment, inspection));
    }

    private List<String> broken(PointCase deployment, StackInspection inspection) {
        var broken = new ArrayList<String>();
        place.leftovers().forEach(it -> broken.add("left over: " + it));
        if (deployment != PointCase.GIVEN_BACK) {
            broken.addAll(inspection.broken(place.accepted()));
            return broken;
        }
        if (!site.engine().running().equals(before)) {
            broken.add("running: " + site.engine().running() + ", not " + before);
        }
        if (!site.engine().names().equals(List.copyOf(before.keySet()))) {
            broken.add("containers: " + site.engine().names());
        }
        if (!site.engine().volumes().equals(inspection.volumes())) {
            broken.add("volumes: " + site.engine().volumes());
        }
        if (!place.files().equals(filesBefore)) {
            broken.add("files: " + place.files().keySet() + ", not " + filesBefore.keySet());
        }
        return broken;
    }

    @Override
    public void close() {
        place.close();
    }
}
