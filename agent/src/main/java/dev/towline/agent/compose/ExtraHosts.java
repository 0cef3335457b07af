package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

/// Names for a container's hosts file, in the canonical form `name=address`.
final class ExtraHosts {
    private final TreeMap<String, Set<String>> addresses = new TreeMap<>();

    private ExtraHosts() {}

    static JsonNode read(Field field) {
        var hosts = new ExtraHosts();
        if (field.isSequence()) {
            field.items().forEach(hosts::line);
        } else {
            field.entries().forEach(hosts::entry);
        }
        var all = JsonNodeFactory.instance.arrayNode();
        hosts.addresses.forEach((name, its) -> its.forEach(it -> all.add(name + "=" + it)));
        return all;
    }

    private void line(Field item) {
        var line = item.text();
        if (line == null) {
            return;
        }
        var equals = line.indexOf('=');
        var split = equals >= 0 ? equals : line.indexOf(':');
        if (split <= 0 || split == line.length() - 1) {
            item.wrong("must be NAME=ADDRESS");
            return;
        }
        add(line.substring(0, split), line.substring(split + 1));
    }

    private void entry(String name, Field value) {
        var all = value.isSequence() ? Lists.texts(value) : Lists.textOrTexts(value);
        all.forEach(it -> add(name, it.asText()));
    }

    private void add(String name, String address) {
        addresses
                .computeIfAbsent(name, _ -> new LinkedHashSet<>())
                .add(HostAddress.bare(address.strip()));
    }
}
