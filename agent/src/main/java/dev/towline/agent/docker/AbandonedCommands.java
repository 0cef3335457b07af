package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends commands in containers that nobody waits for any more: those that outlived their time-out,
/// and those of an agent that was killed.
///
/// The engine has no call for it, but it tells their process ids, and it runs on this machine. Only
/// a process that has our mark in its environment is ended, with all that it started. Where we may
/// not read that (a rootless engine, an agent that is not root) the command goes on.
final class AbandonedCommands {
    private static final Logger log = LoggerFactory.getLogger(AbandonedCommands.class);
    private static final String NAME = "TOWLINE_COMMAND_OF=";

    /// What every command of this process has in its environment.
    static final String MARK = NAME + UUID.randomUUID();

    private final EngineApi api;

    AbandonedCommands(EngineApi api) {
        this.api = api;
    }

    /// Ends what an earlier process of ours left running in a container.
    void endOfEarlier(String containerId) throws EngineException {
        var container = api.get(EnginePath.container(containerId, "json"));
        for (var exec : container.path("ExecIDs")) {
            process(state(exec.asText()))
                    .filter(it -> environment(it).contains(NAME))
                    .filter(it -> !environment(it).contains(MARK))
                    .ifPresent(AbandonedCommands::end);
        }
    }

    /// Ends one of this process.
    void end(String execId) throws EngineException {
        process(state(execId))
                .filter(it -> environment(it).contains(MARK))
                .ifPresent(AbandonedCommands::end);
    }

    // One that ended long ago is unknown to the engine.
    private JsonNode state(String execId) throws EngineException {
        return api.find(EnginePath.exec(execId, "json")).orElseGet(MissingNode::getInstance);
    }

    private static Optional<ProcessHandle> process(JsonNode state) {
        var id = state.path("Pid").asLong();
        return state.path("Running").asBoolean() && id > 0
                ? ProcessHandle.of(id)
                : Optional.empty();
    }

    private static String environment(ProcessHandle process) {
        try {
            var file = Path.of("/proc", Long.toString(process.pid()), "environ");
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It ended meanwhile, or is none of ours to read.
            return "";
        }
    }

    private static void end(ProcessHandle process) {
        log.atWarn().addKeyValue("cause", "nobody waits for it").log("command ended");
        var started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
