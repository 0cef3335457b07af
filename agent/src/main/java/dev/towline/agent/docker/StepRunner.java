package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.DockerClient;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// Does one step: one changing call to the engine. What turns out to be so already is done.
final class StepRunner {
    private static final int START_INTERVAL_SINCE = 44;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final int DEFAULT_GRACE = 10;
    private static final int LONGEST_GRACE = 3600;
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final EngineApi api;

    StepRunner(EngineApi api) {
        this.api = api;
    }

    StepOutcome perform(Step step) {
        try {
            act(step);
            return new StepOutcome.Done();
        } catch (EngineException.Silent e) {
            return new StepOutcome.Unknown(words(step, e));
        } catch (EngineException.Refused | RuntimeException e) {
            // What is thrown unchecked was thrown before anything was sent.
            return new StepOutcome.Refused(words(step, e));
        } catch (EngineException e) {
            return new StepOutcome.Unknown(words(step, e));
        }
    }

    private static String words(Step step, Exception thrown) {
        return "could not " + step.describe() + ": " + thrown.getMessage();
    }

    private void act(Step step) throws EngineException {
        switch (step) {
            case Step.CreateNetwork it -> create(it);
            case Step.CreateVolume it -> create(it);
            case Step.CreateContainer it -> create(it);
            case Step.ConnectNetwork it -> connect(it);
            case Step.DisconnectNetwork _, Step.RemoveNetwork _, Step.CopyFiles _, Step.RunHook _ ->
                    throw new EngineException.Refused(0, "it is not supported yet");
            case Step.SetRestartPolicy it -> setRestartPolicy(it);
            case Step.StopContainer it -> stop(it);
            case Step.RenameContainer it -> rename(it);
            case Step.StartContainer it ->
                    call(
                            START_DEADLINE,
                            client -> client.startContainerCmd(it.containerId()).exec(),
                            Set.of(304));
            // Neither forced nor with its volumes: the engine refuses a running one.
            case Step.RemoveContainer it ->
                    call(
                            DEADLINE,
                            client -> client.removeContainerCmd(it.containerId()).exec(),
                            Set.of(404));
        }
    }

    private void create(Step.CreateNetwork step) throws EngineException {
        if (step.network().external()) {
            throw new EngineException.Refused(0, "it is external, and is not there");
        }
        var body = ResourceBody.of(step);
        tolerating(Set.of(409), () -> api.post("/networks/create", body));
    }

    private void create(Step.CreateVolume step) throws EngineException {
        if (step.volume().external()) {
            throw new EngineException.Refused(0, "it is external, and is not there");
        }
        api.post("/volumes/create", ResourceBody.of(step));
    }

    private void create(Step.CreateContainer step) throws EngineException {
        var body = ContainerBody.of(step);
        var interval = body.path("Healthcheck").path("StartInterval");
        if (!interval.isMissingNode() && !api.version().atLeast(START_INTERVAL_SINCE)) {
            throw new EngineException.Refused(
                    0,
                    "healthcheck.start_interval needs API 1."
                            + START_INTERVAL_SINCE
                            + ", and the engine has "
                            + api.version().api());
        }
        api.post(EnginePath.createContainer(step.name()), body);
    }

    private void connect(Step.ConnectNetwork step) throws EngineException {
        var network = EndpointBody.networkName(step.project(), step.network());
        var service = step.project().service(step.service());
        var body = JsonNodeFactory.instance.objectNode().put("Container", step.containerId());
        body.set("EndpointConfig", EndpointBody.of(service, step.network(), step.finalName()));
        try {
            api.post(EnginePath.connect(network), body);
        } catch (EngineException.Refused e) {
            var attached = inspect(step.containerId()).path("NetworkSettings").path("Networks");
            if (!attached.has(network)) {
                throw e;
            }
        }
    }

    private void setRestartPolicy(Step.SetRestartPolicy step) throws EngineException {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("RestartPolicy")
                .put("Name", step.restart().name())
                .put("MaximumRetryCount", step.restart().maximumRetries());
        api.post(EnginePath.container(step.containerId(), "update"), body);
    }

    // Without a time the engine waits for the container's own grace period, then kills.
    private void stop(Step.StopContainer step) throws EngineException {
        var container = api.find(EnginePath.container(step.containerId(), "json"));
        if (container.isEmpty()) {
            return;
        }
        call(
                grace(container.get()).plus(MARGIN),
                client -> client.stopContainerCmd(step.containerId()).exec(),
                Set.of(304, 404));
    }

    private static Duration grace(JsonNode container) {
        var seconds = container.path("Config").path("StopTimeout").asInt(DEFAULT_GRACE);
        // The engine waits for ever at a negative one; nothing here may.
        return Duration.ofSeconds(seconds < 0 ? LONGEST_GRACE : Math.min(seconds, LONGEST_GRACE));
    }

    private void rename(Step.RenameContainer step) throws EngineException {
        try {
            call(
                    DEADLINE,
                    client ->
                            client.renameContainerCmd(step.containerId())
                                    .withName(step.to())
                                    .exec(),
                    Set.of());
        } catch (EngineException.Refused e) {
            if (!inspect(step.containerId()).path("Name").asText().equals("/" + step.to())) {
                throw e;
            }
        }
    }

    private JsonNode inspect(String containerId) throws EngineException {
        return api.get(EnginePath.container(containerId, "json"));
    }

    private void call(Duration deadline, Consumer<DockerClient> command, Set<Integer> tolerated)
            throws EngineException {
        tolerating(
                tolerated,
                () ->
                        api.call(
                                deadline,
                                client -> {
                                    command.accept(client);
                                    return true;
                                }));
    }

    private static void tolerating(Set<Integer> statuses, EngineCall call) throws EngineException {
        try {
            call.run();
        } catch (EngineException.Refused e) {
            if (!statuses.contains(e.status())) {
                throw e;
            }
        }
    }

    private interface EngineCall {
        void run() throws EngineException;
    }
}
