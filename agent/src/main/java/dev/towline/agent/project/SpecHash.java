package dev.towline.agent.project;

import java.util.Map;
import java.util.TreeMap;

/// The fingerprint of all that a service's container is made from: two containers with the same one
/// need not be told apart. It covers what Compose's own hash covers, and in addition the image's
/// id, the names of networks and volumes, and the content of what is mounted or copied; not the
/// generation, so that what does not differ is not replaced.
public final class SpecHash {
    private static final int ENOUGH = 12;

    private SpecHash() {}

    /// 64 hex digits.
    public static String of(DesiredProject project, ServiceSpec service) {
        var text = new StringBuilder(ConfigHash.of(service, Map.of()));
        text.append('\n').append(project.image(service).imageId());
        for (var key : service.networks()) {
            var network = project.networks().get(key);
            text.append("\nnetwork ")
                    .append(key)
                    .append('=')
                    .append(network == null ? "" : network.name());
        }
        for (var mount : service.mounts()) {
            var volume = mount.source() == null ? null : project.volumes().get(mount.source());
            if (volume != null) {
                text.append("\nvolume ").append(mount.target()).append('=').append(volume.name());
            }
        }
        allContents(project, service)
                .forEach((what, content) ->
                        text.append('\n').append(what).append('=').append(content));
        return Digest.of(text.toString());
    }

    /// By what it is in Compose's words, a short fingerprint of each content that a service's
    /// container is given: tracked files by their mount, configs, secrets.
    public static Map<String, String> contents(DesiredProject project, ServiceSpec service) {
        var contents = allContents(project, service);
        contents.replaceAll((_, it) -> it.substring(0, Math.min(ENOUGH, it.length())));
        return contents;
    }

    private static Map<String, String> allContents(DesiredProject project, ServiceSpec service) {
        var contents = new TreeMap<String, String>();
        for (var mount : service.mounts()) {
            var content = mount.source() == null ? null : project.contents().get(mount.source());
            if (content != null) {
                contents.put("bind " + mount.target(), content);
            }
        }
        for (var grant : FileGrant.of(project, service)) {
            var file = grant.file().file();
            var tracked = file == null ? null : project.contents().get(file);
            var content = file == null ? grant.file().fingerprint() : tracked;
            if (content != null) {
                contents.put(grant.kind().word() + " " + grant.target(), content);
            } else if (file != null) {
                contents.put(grant.kind().word() + " " + grant.target(), Digest.of(file));
            }
        }
        return contents;
    }
}
