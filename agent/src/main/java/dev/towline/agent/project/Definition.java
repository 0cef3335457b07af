package dev.towline.agent.project;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a container was made from, as far as the engine shows it.
///
/// @param configHash the label of Compose's own hash; null where there is none
/// @param joined the ids of the containers whose namespaces or volumes it shares
/// @param ports what it binds on the host when it runs, each as `address:port/protocol`
/// @param addresses its own choice of addresses, each as `network address`
/// @param attributes by attribute in Compose's words, its value as a text. Environment variables
///   are among them, so it is never printed
/// @param inherited the attributes that it has from its image or from the engine
/// @param contents what Towline noted of the contents that it was given
public record Definition(
        @Nullable String configHash,
        Set<String> joined,
        Set<String> ports,
        Set<String> addresses,
        Map<String, String> attributes,
        Set<String> inherited,
        Map<String, String> contents) {
    public static final Definition UNKNOWN =
            new Definition(null, Set.of(), Set.of(), Set.of(), Map.of(), Set.of(), Map.of());

    public Definition {
        joined = Set.copyOf(joined);
        ports = Set.copyOf(ports);
        addresses = Set.copyOf(addresses);
        attributes = Map.copyOf(attributes);
        inherited = Set.copyOf(inherited);
        contents = Map.copyOf(contents);
    }

    /// Without the attributes: they may be secret.
    @Override
    public String toString() {
        return "Definition[configHash=" + configHash + ", joined=" + joined + "]";
    }
}
