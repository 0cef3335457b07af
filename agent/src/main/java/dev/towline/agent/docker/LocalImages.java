package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.ImagePin;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Images that are on the VM, and whether they will do.
final class LocalImages {
    private final EngineApi api;
    private final InstantSource clock;

    LocalImages(EngineApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /// The image that a reference means now; empty where the registry must be asked: there is none,
    /// the policy says so, or it is for another platform.
    Optional<ImagePin> find(WantedImage wanted) throws EngineException {
        if (wanted.policy() instanceof PullPolicy.Always) {
            return Optional.empty();
        }
        return stored(wanted.reference())
                .filter(it -> fresh(it, wanted.policy()) && madeFor(wanted.platform(), it))
                .map(it -> ImageReading.of(wanted.reference(), it));
    }

    // A name that it knows it can look up, unless what is behind it is broken.
    private Optional<JsonNode> stored(String reference) throws EngineException {
        try {
            return api.find(EnginePath.image(reference));
        } catch (EngineException.Refused e) {
            throw e.status() == 500 ? new EngineException.Damaged(words(e)) : e;
        }
    }

    private static String words(EngineException thrown) {
        return String.valueOf(thrown.getMessage());
    }

    private boolean fresh(JsonNode image, PullPolicy policy) {
        return !(policy instanceof PullPolicy.Refresh(Duration age))
                || tagged(image).plus(age).isAfter(clock.instant());
    }

    // An engine that never gave it a name itself answers with the year 1.
    private static Instant tagged(JsonNode image) {
        try {
            return Instant.parse(image.path("Metadata").path("LastTagTime").asText());
        } catch (DateTimeException e) {
            return Instant.MIN.plus(Duration.ofDays(36_500));
        }
    }

    // Compose compares only what is named: `linux/arm64` takes every variant.
    private static boolean madeFor(String platform, JsonNode image) {
        var own =
                image.path("Os").asText()
                        + "/"
                        + image.path("Architecture").asText()
                        + "/"
                        + image.path("Variant").asText("");
        return platform.isEmpty() || (own + "/").startsWith(platform + "/");
    }
}
