package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// What an engine that was killed, or lost its power, while it started a container keeps for nobody
/// after its next start.
///
/// Ports: it takes that container's, removes the half-made endpoint, and keeps the ports (20.10;
/// the bridge driver's `DeleteEndpoint` does not release what `populateEndpoints` took). One more
/// start of the engine frees them. Tasks: containerd still has the container's process, of which
/// the engine knows nothing (moby#38346 and #50040 have the messages), however often it is started
/// again (20 times in a row were tried). That process may be at work on the container's volumes, so
/// no other one is made in its place: a person has to end it.
final class KilledEngine {
    private static final Pattern TAKEN =
            Pattern.compile(
                    "Bind for (?<port>\\S+:(?<number>[0-9]+)) failed: port is already allocated");

    private static final Pattern STALE =
            Pattern.compile(
                    "task [0-9a-f]{64}: already exists|container with id exists|runtime\\S*task/moby/\\S+:"
                            + " file exists");

    private final EngineApi api;

    KilledEngine(EngineApi api) {
        this.api = api;
    }

    /// Does nothing where a start was refused for another reason, as a port that a container has.
    ///
    /// @throws EngineException.AtFault where the engine refused for what nobody has
    void blame(EngineException.Refused refusal) throws EngineException {
        var message = String.valueOf(refusal.getMessage());
        if (STALE.matcher(message).find()) {
            throw new EngineException.AtFault(
                    "containerd has a process of this container that the engine does not know, as"
                            + " after it was killed while it started one; restart the VM, or end"
                            + " that container's containerd-shim and restart the engine ("
                            + message
                            + ")");
        }
        var taken = TAKEN.matcher(message);
        if (taken.find() && !published(taken.group("number"))) {
            throw new EngineException.AtFault(
                    "the engine keeps port "
                            + taken.group("port")
                            + " for no container, as it does when it was killed while it started"
                            + " one; restart the engine");
        }
    }

    private boolean published(String port) throws EngineException {
        for (var container : api.get("/containers/json")) {
            for (JsonNode mapping : container.path("Ports")) {
                if (mapping.path("PublicPort").asText("").equals(port)) {
                    return true;
                }
            }
        }
        return false;
    }
}
