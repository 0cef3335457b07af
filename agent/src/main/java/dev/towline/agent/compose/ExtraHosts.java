package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Names for a container's hosts file, in the canonical form `name=address`.
final class ExtraHosts {
    private static final Pattern LINE = Pattern.compile("([^\\s=:]+)[=:](\\S+)");

    private final List<String> all = new ArrayList<>();

    private ExtraHosts() {}

    static JsonNode read(Field field) {
        var hosts = new ExtraHosts();
        if (field.isSequence()) {
            field.items().forEach(hosts::line);
        } else {
            field.entries().forEach(hosts::entry);
        }
        var sorted = JsonNodeFactory.instance.arrayNode();
        hosts.all.stream().sorted().forEach(sorted::add);
        return sorted;
    }

    private void line(Field item) {
        var line = item.text();
        if (line == null) {
            return;
        }
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            item.wrong("must be NAME=ADDRESS");
            return;
        }
        Pattern.compile(",").splitAsStream(parts.group(2)).forEach(it -> add(parts.group(1), it));
    }

    private void entry(String name, Field value) {
        Lists.textOrTexts(value).forEach(it -> add(name, it.asText()));
    }

    private void add(String name, String address) {
        all.add(name + "=" + HostAddress.bare(address));
    }
}
