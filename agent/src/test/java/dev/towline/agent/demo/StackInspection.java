package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// What must hold whenever nothing is under way, asked of the engine and of the services, not of
/// the agent.
///
/// @param services of which there is one container each
/// @param volumes the names of the stack's volumes, as they were at the beginning
record StackInspection(TestSite site, List<String> services, List<String> volumes) {

    static StackInspection of(TestSite site) {
        return of(site, List.of("api", "dashboard"));
    }

    static StackInspection of(TestSite site, List<String> services) {
        return new StackInspection(site, services, site.engine().volumes());
    }

    /// What does not hold, in words; a stack that is not at rest yet has something too.
    List<String> broken(CommitSha release) {
        var broken = new ArrayList<String>();
        var stack = site.engine();
        var names = services.stream().map(stack::container).toList();
        expect(broken, "containers", stack.names(), names);
        expect(broken, "running", stack.running().keySet(), Set.copyOf(names));
        var tag = ":sha-" + release.abbreviated();
        stack.images()
                .forEach((name, image) -> {
                    if (!name.contains("sidecar") && !image.endsWith(tag)) {
                        broken.add(name + " runs " + image + ", not " + tag);
                    }
                });
        expect(broken, "the api answers", site.api().answeringSha(), release.hex());
        expect(broken, "volumes", stack.volumes(), volumes);
        var told = site.agent().status(TestSite.STAGING);
        if (!told.path("sha").asText().equals(release.hex()) || !told.path("drift").isEmpty()) {
            broken.add("the agent says " + told);
        }
        return List.copyOf(broken);
    }

    static void expect(List<String> broken, String what, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            broken.add(what + ": " + found + ", not " + wanted);
        }
    }

    /// Waits until nothing is broken any more.
    ///
    /// @return what still is at the end of the patience
    static List<String> brokenAfter(Duration patience, Supplier<List<String>> broken) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(50))
                    .pollInSameThread()
                    .ignoreException(DemoException.class)
                    .until(() -> broken.get().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException _) {
            return broken.get();
        }
    }
}
