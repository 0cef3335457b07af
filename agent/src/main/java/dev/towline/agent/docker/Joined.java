package dev.towline.agent.docker;

import dev.towline.agent.plan.Step;

/// Turns what a service shares with another one into what the engine knows: containers. Pure.
final class Joined {
    private static final String SERVICE = "service:";
    private static final String CONTAINER = "container:";

    private final Step.CreateContainer step;

    Joined(Step.CreateContainer step) {
        this.step = step;
    }

    /// A mode of a namespace: `service:x` means x's container, all else is the engine's word.
    String mode(String mode) {
        return mode.startsWith(SERVICE) ? CONTAINER + id(mode.substring(SERVICE.length())) : mode;
    }

    /// An entry of `volumes_from`, `x` or `container:x`. A `:ro` behind it is lost, as in Compose.
    String volumes(String entry) {
        return entry.startsWith(CONTAINER)
                ? upToColon(entry.substring(CONTAINER.length()))
                : id(upToColon(entry));
    }

    private String id(String service) {
        var id = step.joined().get(service);
        if (id == null) {
            throw new IllegalArgumentException(
                    "there is no container of " + service + " to share with");
        }
        return id;
    }

    private static String upToColon(String text) {
        var colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}
