package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A config or a secret that a service is given.
///
/// @param target the absolute path in the container
public record FileGrant(Kind kind, FileSpec file, String target) {

    /// Compose's two kinds, each with its own place for what says none.
    public enum Kind {
        CONFIG("config", "/"),
        SECRET("secret", "/run/secrets/");

        private final String word;
        private final String folder;

        Kind(String word, String folder) {
            this.word = word;
            this.folder = folder;
        }

        /// Compose's word for it.
        public String word() {
            return word;
        }

        /// The service's attribute that lists them.
        public String attribute() {
            return word + "s";
        }

        /// Where they are put unless the service says so.
        public String folder() {
            return folder;
        }
    }

    /// All that a service is given, configs first.
    public static List<FileGrant> of(DesiredProject project, ServiceSpec service) {
        var grants = new ArrayList<FileGrant>();
        var canonical = service.canonical();
        canonical.path("configs").forEach(it -> add(Kind.CONFIG, it, project.configs(), grants));
        canonical.path("secrets").forEach(it -> add(Kind.SECRET, it, project.secrets(), grants));
        return List.copyOf(grants);
    }

    /// Whether it is copied into the container, instead of mounted.
    public boolean copied() {
        return file.content() != null;
    }

    private static void add(
            Kind kind, JsonNode reference, Map<String, FileSpec> all, List<FileGrant> grants) {
        var file = all.get(reference.path("source").asText());
        if (file != null) {
            var target = reference.path("target").asText(file.key());
            grants.add(
                    new FileGrant(
                            kind, file, target.startsWith("/") ? target : kind.folder + target));
        }
    }
}
