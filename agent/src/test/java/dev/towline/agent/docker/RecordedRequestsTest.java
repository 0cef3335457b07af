package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What we send is what `docker compose` 2.40.3 was recorded to send, at each API version.
class RecordedRequestsTest {
    // Compose sends these to engines that know nothing of them, and drop them in silence.
    private static final Map<String, String> DROPPED_BY_THE_ENGINE =
            Map.of(
                    "annotations 1.41", "services.api.annotations: needs API 1.43",
                    "cdi 1.41", "services.a.devices[0]: needs API 1.44",
                    "gwpriority 1.41", "services.b.networks.back.gw_priority: needs API 1.48",
                    "gwpriority 1.45", "services.b.networks.back.gw_priority: needs API 1.48",
                    "macsecond 1.41", "services.b.networks.back.mac_address: needs API 1.44",
                    "noipv4 1.41", "networks.default.enable_ipv4: needs API 1.48",
                    "noipv4 1.45", "networks.default.enable_ipv4: needs API 1.48",
                    "subpath 1.41", "services.api.volumes[0].volume.subpath: needs API 1.45");

    @TempDir private Path folder;

    @BeforeEach
    void writeTheProfile() throws IOException {
        Files.writeString(
                folder.resolve("profile.json"),
                """
                {
                  "defaultAction": "SCMP_ACT_ALLOW",
                  "text": "a b"
                }
                """);
    }

    static Stream<Recording> recordings() throws IOException {
        return Recording.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void weSendWhatComposeSends(Recording recording) {
        var project = recording.desired(folder);

        var review = Attributes.review(project, recording.engine());

        if (!review.refused().isEmpty()) {
            requireReason(recording, review);
            return;
        }
        assertThat(recording.refusedByCompose()).isFalse();
        requests(recording, "/create", "/connect")
                .forEach(it -> requireEqual(project, recording, it));
        requireFiles(recording, project);
        requireHooks(recording, project);
    }

    // Where we refuse, Compose does too, or else the engine would have dropped it in silence.
    private static void requireReason(Recording recording, Attributes.Review review) {
        var dropped = DROPPED_BY_THE_ENGINE.get(recording.toString());
        if (dropped == null) {
            assertThat(recording.refusedByCompose()).as(review.refused().toString()).isTrue();
        } else {
            assertThat(review.refused())
                    .anySatisfy(it -> assertThat(it).startsWith(dropped + ", the engine has"));
        }
    }

    private static void requireEqual(DesiredProject project, Recording recording, JsonNode theirs) {
        var ours = new OurRequest(project, recording.engine(), theirs).body();

        assertThat(Said.of(ours).toPrettyString())
                .as(theirs.path("path").asText())
                .isEqualTo(Said.of(theirs.path("body")).toPrettyString());
    }

    // Compose sends one archive for each, we one for all of a container.
    private static void requireFiles(Recording recording, DesiredProject project) {
        var theirs =
                requests(recording, "/archive").stream()
                        .map(it -> it.path("files").path(0))
                        .map(RecordedRequestsTest::entry)
                        .toList();

        var ours =
                project.services().values().stream()
                        .flatMap(it -> CopiedFiles.entries(project, it).stream())
                        .toList();

        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    private static void requireHooks(Recording recording, DesiredProject project) {
        var theirs =
                requests(recording, "/exec").stream()
                        .filter(it -> it.path("path").asText().endsWith("/exec"))
                        .map(it -> Said.of(it.path("body")))
                        .toList();

        var ours =
                project.services().values().stream()
                        .flatMap(it -> it.canonical().path("post_start").valueStream())
                        .map(it -> Said.of(ServiceHook.body(it)))
                        .toList();

        assertThat(ours).isEqualTo(theirs);
    }

    private static TarWriter.Entry entry(JsonNode file) {
        return new TarWriter.Entry(
                file.path("name").asText(),
                file.path("content").asText(),
                file.path("mode").asInt(),
                file.path("uid").asInt(),
                file.path("gid").asInt());
    }

    private static List<JsonNode> requests(Recording recording, String... parts) {
        return recording.requests().stream()
                .filter(it ->
                        Stream.of(parts).anyMatch(part -> it.path("path").asText().contains(part)))
                .toList();
    }
}
