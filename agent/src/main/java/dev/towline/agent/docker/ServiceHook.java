package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Runs one command of `post_start` or `pre_stop` in its container, and waits for its end.
///
/// It is started detached, as `docker compose up --detach` does: what it writes goes nowhere.
final class ServiceHook {
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private static final Set<Integer> ENDED = Set.of(404, 409);

    private final EngineApi api;
    private final Ticker ticker;
    private final Duration deadline;

    ServiceHook(EngineApi api, Ticker ticker, Duration deadline) {
        this.api = api;
        this.ticker = ticker;
        this.deadline = deadline;
    }

    void run(Step.RunHook step) throws EngineException {
        var created = created(step);
        if (created.isEmpty()) {
            return;
        }
        var id = created.get();
        api.post(
                EnginePath.exec(id, "start"),
                JsonNodeFactory.instance.objectNode().put("Detach", true));
        var code = exitCode(id);
        if (code != 0) {
            throw new EngineException.Refused(0, "it exited with status " + code);
        }
    }

    // What has ended by itself needs no command before its stop.
    private Optional<String> created(Step.RunHook step) throws EngineException {
        try {
            var path = EnginePath.container(step.containerId(), "exec");
            return Optional.of(api.post(path, body(hook(step))).path("Id").asText());
        } catch (EngineException.Refused e) {
            if (step.when() == Step.RunHook.When.PRE_STOP && ENDED.contains(e.status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The body that creates the command.
    static ObjectNode body(JsonNode hook) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("Cmd", hook.path("command").deepCopy());
        body.put("User", hook.path("user").asText(""));
        body.put("WorkingDir", hook.path("working_dir").asText(""));
        body.put("Privileged", hook.path("privileged").asBoolean(false));
        body.set("Env", Texts.variables(hook.path("environment")));
        return body;
    }

    private static JsonNode hook(Step.RunHook step) {
        var hooks =
                step.project().service(step.service()).canonical().path(step.when().attribute());
        if (!hooks.has(step.index())) {
            throw new IllegalArgumentException("the service has no such hook");
        }
        return hooks.path(step.index());
    }

    private int exitCode(String exec) throws EngineException {
        try {
            var end = ticker.elapsed().plus(deadline);
            var pause = FIRST_POLL;
            while (true) {
                var state = api.get(EnginePath.exec(exec, "json"));
                if (!state.path("Running").asBoolean(true)) {
                    return state.path("ExitCode").asInt(-1);
                }
                if (ticker.elapsed().plus(pause).compareTo(end) > 0) {
                    throw new EngineException.Refused(
                            0, "it did not end within " + deadline.toSeconds() + " s");
                }
                ticker.sleep(pause);
                pause = pause.compareTo(LONGEST_POLL) < 0 ? pause.multipliedBy(2) : pause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Silent("interrupted while a hook was running", e);
        }
    }
}
