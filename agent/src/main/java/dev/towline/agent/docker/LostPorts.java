package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// Host ports that the engine holds for no container.
///
/// An engine that was killed, or lost its power, while it started a container takes that
/// container's ports at its next start, removes the half-made endpoint, and keeps the ports (20.10;
/// the bridge driver's `DeleteEndpoint` does not release what `populateEndpoints` took). No call
/// frees them, only the engine's next start.
final class LostPorts {
    private static final Pattern TAKEN =
            Pattern.compile(
                    "Bind for (?<port>\\S+:(?<number>[0-9]+)) failed: port is already allocated");

    private final EngineApi api;

    LostPorts(EngineApi api) {
        this.api = api;
    }

    /// Does nothing where the port is taken by a container.
    ///
    /// @throws EngineException.AtFault where the engine refused for want of a port that nobody has
    void blameForLost(EngineException.Refused refusal) throws EngineException {
        var taken = TAKEN.matcher(String.valueOf(refusal.getMessage()));
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
