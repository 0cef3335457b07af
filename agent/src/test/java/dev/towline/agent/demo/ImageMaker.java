package dev.towline.agent.demo;

import dev.towline.ids.ImageDigest;
import dev.towline.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes images out of files and pushes them, without an engine and without any other image.
final class ImageMaker {
    private static final String TYPE = "application/vnd.docker.";
    private static final String MANIFEST_TYPE = TYPE + "distribution.manifest.v2+json";
    private static final String CONFIG_TYPE = TYPE + "container.image.v1+json";
    private static final String LAYER_TYPE = TYPE + "image.rootfs.diff.tar.gzip";

    private final RegistryApi registry;
    private final Layer base = Layer.busybox();

    ImageMaker(Registry registry) {
        this.registry = new RegistryApi(registry.uri());
    }

    /// Pushes the image under a tag and returns the digest of its manifest.
    ImageDigest push(String repository, String tag, ImageRecipe recipe) {
        var layers = List.of(base, Layer.of(recipe.files()));
        for (var layer : layers) {
            registry.putBlob(repository, layer.packed());
        }
        var config = Json.bytes(config(recipe, layers));
        registry.putBlob(repository, config);
        var manifest = Json.bytes(manifest(config, layers));
        registry.putManifest(repository, tag, MANIFEST_TYPE, manifest);
        return Digests.sha256(manifest);
    }

    /// Takes an image out of the registry, whatever tags mean by then.
    void delete(String repository, ImageDigest digest) {
        registry.deleteManifest(repository, digest);
    }

    private static Map<String, Object> config(ImageRecipe recipe, List<Layer> layers) {
        var environment =
                new TreeMap<>(recipe.environment())
                        .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        var run =
                Map.of(
                        "Env",
                        environment,
                        "Cmd",
                        recipe.command(),
                        "Labels",
                        new TreeMap<>(recipe.labels()));
        var diffs = layers.stream().map(layer -> layer.diff().value()).toList();
        return new TreeMap<>(
                Map.of(
                        "architecture",
                        architecture(),
                        "os",
                        "linux",
                        "config",
                        new TreeMap<>(run),
                        "rootfs",
                        new TreeMap<>(Map.of("type", "layers", "diff_ids", diffs))));
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static Map<String, Object> manifest(byte[] config, List<Layer> layers) {
        var blobs = layers.stream().map(layer -> blob(LAYER_TYPE, layer.packed())).toList();
        return new TreeMap<>(
                Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        MANIFEST_TYPE,
                        "config",
                        blob(CONFIG_TYPE, config),
                        "layers",
                        blobs));
    }

    private static Map<String, Object> blob(String type, byte[] bytes) {
        return new TreeMap<>(
                Map.of(
                        "mediaType",
                        type,
                        "size",
                        bytes.length,
                        "digest",
                        Digests.sha256(bytes).value()));
    }
}
