package dev.towline.agent.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.ids.ImageDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecHashTest {
    private static final String PLAIN = "{}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scale\":3}",
                "{\"deploy\":{\"replicas\":3}}",
                "{\"depends_on\":{\"db\":{\"condition\":\"service_started\"}}}",
                "{\"profiles\":[\"a\"]}",
                "{\"pull_policy\":\"always\"}"
            })
    void leavesOutWhatIsInNoContainer(String more) {
        var plain = more.contains("deploy") ? "{\"deploy\":{}}" : PLAIN;

        assertThat(hash(more, "a", Map.of())).isEqualTo(hash(plain, "a", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"restart\":\"always\"}",
                "{\"container_name\":\"x\"}",
                "{\"environment\":{\"A\":null}}",
                "{\"environment\":{\"A\":\"\"}}",
                "{\"deploy\":{\"resources\":{}}}"
            })
    void coversWhatIsInTheContainer(String more) {
        assertThat(hash(more, "a", Map.of())).isNotEqualTo(hash(PLAIN, "a", Map.of()));
    }

    @Test
    void doesNotDependOnTheOrderOfKeysButOnTheOrderOfLists() {
        assertThat(hash("{\"a\":1,\"b\":2}", "a", Map.of()))
                .isEqualTo(hash("{\"b\":2,\"a\":1}", "a", Map.of()));
        assertThat(hash("{\"a\":[1,2]}", "a", Map.of()))
                .isNotEqualTo(hash("{\"a\":[2,1]}", "a", Map.of()));
    }

    @Test
    void tellsTextFromNumberAndNoneFromEmpty() {
        assertThat(hash("{\"a\":1}", "a", Map.of()))
                .isNotEqualTo(hash("{\"a\":\"1\"}", "a", Map.of()));
        assertThat(hash("{\"a\":null}", "a", Map.of()))
                .isNotEqualTo(hash("{\"a\":\"\"}", "a", Map.of()));
    }

    @Test
    void coversTheImageAndTheContentOfMountedFiles() {
        var mount = "{\"volumes\":[{\"type\":\"bind\",\"source\":\"/srv/a\",\"target\":\"/a\"}]}";

        assertThat(hash(PLAIN, "a", Map.of())).isNotEqualTo(hash(PLAIN, "b", Map.of()));
        assertThat(hash(mount, "a", Map.of("/srv/a", "1")))
                .isNotEqualTo(hash(mount, "a", Map.of("/srv/a", "2")));
        assertThat(hash(mount, "a", Map.of("/srv/b", "1")))
                .isEqualTo(hash(mount, "a", Map.of("/srv/b", "2")));
    }

    private static String hash(String service, String image, Map<String, String> contents) {
        var root = new ObjectMapper().createObjectNode().put("name", "shop");
        root.withObject("/services/web").put("image", "web:1").setAll(fields(service));
        var id = new ImageDigest("sha256:" + image.repeat(64));
        var project =
                DesiredProject.of(root, "/srv/shop")
                        .withImages(
                                Map.of("web:1", new ImagePin("web:1", id, null, null, Set.of())))
                        .withContents(contents);
        return SpecHash.of(project, project.service("web"));
    }

    private static ObjectNode fields(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
