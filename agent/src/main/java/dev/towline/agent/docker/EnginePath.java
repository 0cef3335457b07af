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

    /// @param platform as `linux/arm64`; empty for the engine's own
    static String createContainer(String name, String platform) {
        var path = "/containers/create?name=" + escaped(name);
        return platform.isEmpty() ? path : path + "&platform=" + escaped(platform);
    }

    /// Where an archive is unpacked: at the container's root.
    static String archive(String id) {
        return container(id, "archive") + "?path=%2F&noOverwriteDirNonDir=true";
    }

    /// As `archive`, keeping the owners that the archive names; otherwise all is root's.
    static String ownedArchive(String id) {
        return archive(id) + "&copyUIDGID=true";
    }

    static String exec(String id, String what) {
        return "/exec/" + escaped(id) + "/" + what;
    }

    static String image(String reference) {
        return "/images/" + escaped(reference).replace("%2F", "/") + "/json";
    }

    static String network(String network) {
        return "/networks/" + escaped(network);
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
