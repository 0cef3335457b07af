package dev.towline.agent.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What goes into an image, on top of busybox.
///
/// @param files texts by their absolute paths
record ImageRecipe(
        Map<String, String> files,
        List<String> command,
        Map<String, String> environment,
        Map<String, String> labels) {
    ImageRecipe {
        files = Map.copyOf(files);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }

    static ImageRecipe running(String... command) {
        return new ImageRecipe(Map.of(), List.of(command), Map.of(), Map.of());
    }

    ImageRecipe withFile(String path, String text) {
        var more = new HashMap<>(files);
        more.put(path, text);
        return new ImageRecipe(more, command, environment, labels);
    }

    ImageRecipe withLabel(String name, String value) {
        var more = new HashMap<>(labels);
        more.put(name, value);
        return new ImageRecipe(files, command, environment, more);
    }
}
