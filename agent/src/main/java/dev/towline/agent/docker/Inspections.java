package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Looks at many containers, a few at a time: the engine takes about a millisecond for each, and a
/// pass that finds nothing to do is little else.
final class Inspections {
    private static final int AT_A_TIME = 4;

    private final EngineApi api;

    Inspections(EngineApi api) {
        this.api = api;
    }

    /// What the engine says of each, in the same order; one that vanished is left out.
    List<JsonNode> of(List<String> ids) throws EngineException {
        List<Future<Optional<JsonNode>>> looks;
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            looks = ids.stream().map(it -> threads.submit(look(it))).toList();
        }
        for (var look : looks) {
            if (look.state() != Future.State.SUCCESS) {
                throw failure(look);
            }
        }
        return looks.stream().flatMap(it -> it.resultNow().stream()).toList();
    }

    private Callable<Optional<JsonNode>> look(String id) {
        return () -> api.find(EnginePath.container(id, "json"));
    }

    private static EngineException failure(Future<Optional<JsonNode>> look) {
        var cause =
                look.state() == Future.State.FAILED
                        ? look.exceptionNow()
                        : new CancellationException("the thread was interrupted");
        return cause instanceof EngineException known
                ? known
                : new EngineException.Silent("could not look at a container: " + cause, cause);
    }
}
