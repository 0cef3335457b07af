package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// A volume that several containers of a stack have.
record SharedVolume(String name, List<Owner> owners) {

    /// A container that has it.
    ///
    /// @param ours Towline made it
    /// @param end when it ended; the end of time where it runs
    record Owner(String container, boolean ours, Instant start, Instant end) {
        private static Owner of(JsonNode listed, EngineSocket engine) {
            var container = engine.get("/containers/" + listed.path("Id").asText() + "/json");
            var state = container.path("State");
            var running = state.path("Running").asBoolean();
            return new Owner(
                    container.path("Name").asText().substring(1),
                    listed.path("Labels").has("dev.towline.spec"),
                    Instant.parse(state.path("StartedAt").asText()),
                    running ? Instant.MAX : Instant.parse(state.path("FinishedAt").asText()));
        }

        private boolean ranBeside(Owner other) {
            return start.isBefore(other.end) && other.start.isBefore(end);
        }
    }

    /// Asks for each container on its own: the engine's list may be behind, and stays so while its
    /// disk is full.
    static SharedVolume of(String name, List<JsonNode> listed, EngineSocket engine) {
        return new SharedVolume(name, listed.stream().map(it -> Owner.of(it, engine)).toList());
    }

    boolean atTheSameTime() {
        return ranBesideEachOther(owners);
    }

    /// Whether two of them are Towline's.
    boolean ours() {
        return ranBesideEachOther(owners.stream().filter(Owner::ours).toList());
    }

    private static boolean ranBesideEachOther(List<Owner> owners) {
        return owners.stream()
                .anyMatch(one ->
                        owners.stream().anyMatch(it -> !it.equals(one) && it.ranBeside(one)));
    }

    @Override
    public String toString() {
        return owners.stream()
                .map(it ->
                        "%s%s from %s to %s"
                                .formatted(
                                        it.container,
                                        it.ours ? "" : " (somebody else's)",
                                        it.start,
                                        it.end.equals(Instant.MAX) ? "now" : it.end))
                .collect(Collectors.joining(", ", name + " of ", ""));
    }
}
