package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A service's `security_opt`. The engine wants a seccomp profile itself, not the file's name.
final class SecurityOptions {
    private static final String SECCOMP = "seccomp=";
    private static final Set<String> BUILT_IN = Set.of("unconfined", "builtin");
    private static final String OPEN_PATHS = "systempaths=unconfined";
    private static final long LARGEST = 4 * 1024 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SecurityOptions() {}

    /// @throws IllegalArgumentException where a seccomp profile cannot be read
    static void write(String folder, JsonNode spec, ObjectNode host) {
        for (var node : spec.path("security_opt")) {
            var option = node.asText();
            if (option.equals(OPEN_PATHS)) {
                host.putArray("MaskedPaths");
                host.putArray("ReadonlyPaths");
            } else {
                var given = profile(option).map(it -> SECCOMP + read(Path.of(folder).resolve(it)));
                host.withArray("/SecurityOpt").add(given.orElse(option));
            }
        }
    }

    /// The profiles that a service names, relative to the project's folder or absolute.
    static List<String> profiles(JsonNode spec) {
        return spec.path("security_opt")
                .valueStream()
                .flatMap(it -> profile(it.asText()).stream())
                .toList();
    }

    /// Whether Compose would take it for an option at all.
    static boolean wellFormed(String option) {
        return option.equals("no-new-privileges")
                || option.indexOf('=') >= 0
                || option.indexOf(':') >= 0;
    }

    private static Optional<String> profile(String option) {
        return option.startsWith(SECCOMP) || option.startsWith("seccomp:")
                ? Optional.of(option.substring(SECCOMP.length()))
                        .filter(it -> !BUILT_IN.contains(it))
                : Optional.empty();
    }

    private static String read(Path profile) {
        try {
            if (Files.size(profile) > LARGEST) {
                throw new IllegalArgumentException(
                        "the seccomp profile " + profile + " is larger than " + LARGEST + " bytes");
            }
            return MAPPER.readTree(Files.readAllBytes(profile)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the seccomp profile " + profile + " is not JSON", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no seccomp profile " + profile, e);
        }
    }
}
