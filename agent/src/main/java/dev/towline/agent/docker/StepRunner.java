package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.DockerClient;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one step: one changing call to the engine. What turns out to be so already is done.
final class StepRunner {
    private static final Duration HOOK_DEADLINE = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final int DEFAULT_GRACE = 10;
    private static final int LONGEST_GRACE = 3600;
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final EngineApi api;
    private final NetworkSteps networks;
    private final CopiedFiles files;
    private final ServiceHook hooks;
    private final KilledEngine killed;

    StepRunner(EngineApi api, Ticker ticker) {
        this.api = api;
        this.networks = new NetworkSteps(api);
        this.files = new CopiedFiles(api);
        this.killed = new KilledEngine(api);
        this.hooks = new ServiceHook(api, ticker, HOOK_DEADLINE);
    }

    StepOutcome perform(Step step) {
        try {
            act(step);
            return new StepOutcome.Done();
        } catch (EngineException.Silent e) {
            return new StepOutcome.Unknown(words(e));
        } catch (EngineException.AtFault e) {
            return new StepOutcome.EngineAtFault(words(e));
        } catch (EngineException.Refused | RuntimeException e) {
            // What is thrown unchecked was thrown before anything was sent.
            return new StepOutcome.Refused(words(e));
        } catch (EngineException e) {
            return new StepOutcome.Unknown(words(e));
        }
    }

    private static String words(Exception thrown) {
        return String.valueOf(thrown.getMessage());
    }

    private void act(Step step) throws EngineException {
        switch (step) {
            case Step.CreateNetwork it -> networks.create(it);
            case Step.CreateVolume it -> create(it);
            case Step.CreateContainer it -> create(it);
            case Step.ConnectNetwork it -> networks.connect(it);
            case Step.DisconnectNetwork it -> networks.disconnect(it);
            case Step.RemoveNetwork it ->
                    call(
                            DEADLINE,
                            client -> client.removeNetworkCmd(it.networkId()).exec(),
                            Set.of(404));
            case Step.CopyFiles it -> files.put(it);
            case Step.RunHook it -> hooks.run(it);
            case Step.SetRestartPolicy it -> setRestartPolicy(it);
            case Step.StopContainer it -> stop(it);
            case Step.RenameContainer it -> rename(it);
            case Step.StartContainer it -> start(it);
            // Neither forced nor with its volumes: the engine refuses a running one.
            case Step.RemoveContainer it ->
                    call(
                            DEADLINE,
                            client -> client.removeContainerCmd(it.containerId()).exec(),
                            Set.of(404));
        }
    }

    private void create(Step.CreateVolume step) throws EngineException {
        if (step.volume().external()) {
            throw new EngineException.Refused(0, "it is external, and is not there");
        }
        api.post("/volumes/create", ResourceBody.of(step, api.version()));
    }

    private void create(Step.CreateContainer step) throws EngineException {
        var body = ContainerBody.of(step, api.version());
        var platform = step.project().service(step.service()).canonical().path("platform");
        var created = api.post(EnginePath.createContainer(step.name(), platform.asText("")), body);
        for (var warning : created.path("Warnings")) {
            LOG.atWarn()
                    .addKeyValue("container", step.name())
                    .addKeyValue("warning", warning.asText())
                    .log("the engine does not give a container all that it should have");
        }
    }

    private void setRestartPolicy(Step.SetRestartPolicy step) throws EngineException {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("RestartPolicy")
                .put("Name", step.restart().name())
                .put("MaximumRetryCount", step.restart().maximumRetries());
        api.post(EnginePath.container(step.containerId(), "update"), body);
    }

    private void start(Step.StartContainer step) throws EngineException {
        try {
            call(
                    START_DEADLINE,
                    client -> client.startContainerCmd(step.containerId()).exec(),
                    Set.of(304));
        } catch (EngineException.Refused e) {
            killed.blame(e);
            throw e;
        }
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
        try {
            api.call(
                    deadline,
                    client -> {
                        command.accept(client);
                        return true;
                    });
        } catch (EngineException.Refused e) {
            if (!tolerated.contains(e.status())) {
                throw e;
            }
        }
    }
}
