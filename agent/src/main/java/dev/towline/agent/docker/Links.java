package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `links` and `external_links` as the engine wants them: `container:alias`. Pure.
///
/// Compose gives each container of a linked service three aliases. The containers' final names are
/// taken, which they have whenever nothing is being replaced; networks resolve them by name.
final class Links {
    private static final Pattern NUMBER = Pattern.compile("-(\\d+)$");

    private Links() {}

    /// @param finalName of the container that has the links: its number is part of the aliases
    static List<String> of(DesiredProject project, ServiceSpec service, String finalName) {
        var links = new ArrayList<String>();
        var number = service.containerName() == null ? number(finalName) : "1";
        for (var link : service.canonical().path("links")) {
            var target = project.service(name(link));
            for (var it = 1; it <= target.scale(); it++) {
                var container = target.containerName(project.name(), it);
                links.add(container + ":" + alias(link));
                links.add(container + ":" + target.name() + "-" + number);
                links.add(container + ":" + project.name() + "-" + target.name() + "-" + number);
            }
        }
        for (var link : service.canonical().path("external_links")) {
            links.add(name(link) + ":" + alias(link));
        }
        return links;
    }

    private static String number(String finalName) {
        var matcher = NUMBER.matcher(finalName);
        return matcher.find() ? matcher.group(1) : "1";
    }

    private static String name(JsonNode link) {
        var colon = link.asText().indexOf(':');
        return colon < 0 ? link.asText() : link.asText().substring(0, colon);
    }

    private static String alias(JsonNode link) {
        return link.asText().substring(link.asText().indexOf(':') + 1);
    }
}
