package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Names for a container's hosts file, in the canonical form `name=address`.
final class ExtraHosts {
    private static final Pattern LINE = Pattern.compile("([^\\s=:]+)[=:](\\S+)");

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
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            item.wrong("must be NAME=ADDRESS");
            return;
        }
        Pattern.compile(",").splitAsStream(parts.group(2)).forEach(it -> add(parts.group(1), it));
    }

    private void entry(String name, Field value) {
        var all = value.isSequence() ? Lists.texts(value) : Lists.textOrTexts(value);
        all.forEach(it -> add(name, it.asText()));
    }

    private void add(String name, String address) {
        addresses.computeIfAbsent(name, _ -> new TreeSet<>()).add(HostAddress.bare(address));
    }
}
