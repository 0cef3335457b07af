package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/// A Compose project as it should be.
///
/// `services`, `networks`, `volumes`, `configs` and `secrets` come from the normalised project, in
/// the canonical form of `docker compose config --format json`; the loader guarantees that form.
///
/// @param folder the absolute project folder on the VM
/// @param images what each image reference was resolved to; empty until everything was pulled
/// @param contents by absolute path of a bind source, the hash of the tracked files below it
/// @param provenance what it was loaded from
public record DesiredProject(
        String name,
        String folder,
        Map<String, ServiceSpec> services,
        Map<String, NetworkSpec> networks,
        Map<String, VolumeSpec> volumes,
        Map<String, FileSpec> configs,
        Map<String, FileSpec> secrets,
        Map<String, ImagePin> images,
        Map<String, String> contents,
        Provenance provenance) {

    public DesiredProject {
        provenance = Provenance.orNone(provenance);
        services = ordered(services);
        networks = ordered(networks);
        volumes = ordered(volumes);
        configs = ordered(configs);
        secrets = ordered(secrets);
        images = Map.copyOf(images);
        contents = Map.copyOf(contents);
    }

    /// Reads the canonical form: an object with `name`, `services`, and maybe `networks`,
    /// `volumes`, `configs` and `secrets`.
    public static DesiredProject of(JsonNode canonical, String folder) {
        return of(canonical, folder, Map.of());
    }

    /// The same, with the variables that its configs and secrets may name.
    public static DesiredProject of(
            JsonNode canonical, String folder, Map<String, String> variables) {
        return new DesiredProject(
                canonical.path("name").asText(),
                folder,
                each(canonical.path("services"), ServiceSpec::new),
                each(canonical.path("networks"), NetworkSpec::new),
                each(canonical.path("volumes"), VolumeSpec::new),
                each(canonical.path("configs"), (key, it) -> file(key, it, variables)),
                each(canonical.path("secrets"), (key, it) -> file(key, it, variables)),
                Map.of(),
                Map.of(),
                Provenance.NONE);
    }

    public DesiredProject withImages(Map<String, ImagePin> pins) {
        return new DesiredProject(
                name,
                folder,
                services,
                networks,
                volumes,
                configs,
                secrets,
                pins,
                contents,
                provenance);
    }

    public DesiredProject withContents(Map<String, String> hashes) {
        return new DesiredProject(
                name,
                folder,
                services,
                networks,
                volumes,
                configs,
                secrets,
                images,
                hashes,
                provenance);
    }

    public DesiredProject withProvenance(Provenance from) {
        return new DesiredProject(
                name, folder, services, networks, volumes, configs, secrets, images, contents,
                from);
    }

    public ServiceSpec service(String key) {
        var service = services.get(key);
        if (service == null) {
            throw new IllegalArgumentException("no service " + key + " in project " + name);
        }
        return service;
    }

    /// The pin of a service's image.
    ///
    /// @throws IllegalStateException before the images were resolved
    public ImagePin image(ServiceSpec service) {
        var pin = images.get(service.image());
        if (pin == null) {
            throw new IllegalStateException("the image " + service.image() + " is not resolved");
        }
        return pin;
    }

    /// The normalised project again, as `of` reads it.
    public ObjectNode canonical() {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("name", name);
        services.forEach(
                (key, it) -> root.withObject("/services").set(key, it.canonical().deepCopy()));
        networks.forEach(
                (key, it) -> root.withObject("/networks").set(key, it.canonical().deepCopy()));
        volumes.forEach(
                (key, it) -> root.withObject("/volumes").set(key, it.canonical().deepCopy()));
        configs.forEach(
                (key, it) -> root.withObject("/configs").set(key, it.canonical().deepCopy()));
        secrets.forEach(
                (key, it) -> root.withObject("/secrets").set(key, it.canonical().deepCopy()));
        return root;
    }

    private static FileSpec file(String key, JsonNode canonical, Map<String, String> variables) {
        var variable = canonical.path("environment").textValue();
        var inline = canonical.path("content").textValue();
        return new FileSpec(key, canonical, variable == null ? inline : variables.get(variable));
    }

    private static <T> Map<String, T> each(JsonNode object, BiFunction<String, JsonNode, T> read) {
        var all = new LinkedHashMap<String, T>();
        object.properties()
                .forEach(it -> all.put(it.getKey(), read.apply(it.getKey(), it.getValue())));
        return all;
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// Without what it is made of.
    @Override
    public String toString() {
        return "DesiredProject[" + name + " " + services.keySet() + "]";
    }
}
