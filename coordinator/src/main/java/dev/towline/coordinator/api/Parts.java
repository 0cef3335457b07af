package dev.towline.coordinator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Puts the document together from its files.
final class Parts {
    private static final String WHOLE = "openapi.yaml";

    /// Each adds paths, and what these refer to.
    private static final List<String> PARTS =
            List.of(
                    "words.yaml",
                    "environments.yaml",
                    "deployments.yaml",
                    "rollouts.yaml",
                    "receivers.yaml",
                    "builds.yaml",
                    "fleet.yaml",
                    "agents.yaml",
                    "access.yaml",
                    "service.yaml");

    private Parts() {}

    static ObjectNode together() {
        var whole = read(WHOLE);
        var components = whole.withObject("/components");
        for (var name : PARTS) {
            var part = read(name);
            for (var section : part.properties()) {
                var into =
                        section.getKey().equals("paths")
                                ? whole.withObjectProperty("paths")
                                : components.withObjectProperty(section.getKey());
                add(name, into, (ObjectNode) section.getValue());
            }
        }
        return whole;
    }

    private static void add(String file, ObjectNode into, ObjectNode section) {
        for (var entry : section.properties()) {
            if (into.replace(entry.getKey(), entry.getValue()) != null) {
                throw new IllegalStateException(file + " has " + entry.getKey() + " again");
            }
        }
    }

    private static ObjectNode read(String name) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).setLabel(name).build();
        try (var in = open(name)) {
            var document = (Map<?, ?>) new Load(settings).loadFromInputStream(in);
            return Json.MAPPER.valueToTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        var in = Parts.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return in;
    }
}
