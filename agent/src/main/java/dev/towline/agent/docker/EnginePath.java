package dev.towline.agent.docker;

import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Paths of the engine's API, without its version.
final class EnginePath {
    private EnginePath() {}

    static String container(String id, String what) {
        return "/containers/" + escaped(id) + "/" + what;
    }

    static String createContainer(String name) {
        return "/containers/create?name=" + escaped(name);
    }

    static String image(String reference) {
        return "/images/" + escaped(reference).replace("%2F", "/") + "/json";
    }

    static String connect(String network) {
        return "/networks/" + escaped(network) + "/connect";
    }

    /// A list, narrowed by the engine's filters.
    static String list(String what, Map<String, List<String>> filters) {
        var mark = what.indexOf('?') < 0 ? "?" : "&";
        return what + mark + "filters=" + escaped(Json.write(filters));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
