package dev.towline.coordinator.notify;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How receivers are told, for the whole coordinator.
///
/// @param publicUrl where people reach the coordinator, for links; null: there are no links
public record Notifying(@Nullable URI publicUrl, Destination.PlainHttp plainHttp) {
    public static final Notifying USUAL = new Notifying(null, Destination.PlainHttp.ON_LOOPBACK);

    /// Whether links can begin with it.
    public static boolean isUsable(URI url) {
        var scheme = url.getScheme();
        return url.getHost() != null
                && ("https".equals(scheme) || "http".equals(scheme))
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null;
    }

    /// Where a deployment's document is; null: it is not known.
    @Nullable String link(String deployment) {
        if (publicUrl == null) {
            return null;
        }
        var base = publicUrl.toString();
        var end = base.endsWith("/") ? "" : "/";
        return base + end + "api/v1/deployments/" + deployment;
    }
}
