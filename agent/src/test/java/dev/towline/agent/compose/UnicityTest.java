package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which items of a list are the same. What is expected was taken from Docker Compose 2.40.3.
final class UnicityTest {
    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @Test
    void replacesAMountWithTheSameTargetWhereItStood() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, volumes: ["/a:/d/", "/b:/e", "/anon"]}}
                ---
                services: {a: {volumes: ["/c:/d:ro", "/anon/"]}}
                """);

        assertThat(each(files.service("a").path("volumes"), "source", "target"))
                .containsExactly("/c -> /d", "/b -> /e", " -> /anon");
    }

    @Test
    void keepsOnePortForEachHostAddressPublishedPortAndTarget() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, ports: ["80:80", "80:80/udp", "127.0.0.1:80:80"]}}
                ---
                services: {a: {ports: ["8080:80", "80:80/tcp"]}}
                """);

        assertThat(each(files.service("a").path("ports"), "published", "protocol"))
                .containsExactly("80 -> tcp", "80 -> udp", "80 -> tcp", "8080 -> tcp");
    }

    @Test
    void findsAPortOfARange() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, ports: ["8000-8002:80-82"]}}
                ---
                services: {a: {ports: ["8001:81", {target: 82, published: "8002", name: web}]}}
                """);

        assertThat(each(files.service("a").path("ports"), "published", "name"))
                .containsExactly("8000 -> ", "8001 -> ", "8002 -> web");
    }

    @Test
    void comparesPortsAsWrittenFirstAndAtLengthThen() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, ports: ["80:80"]}}
                ---
                services: {a: {ports: ["80:80/tcp", {target: 80, published: "80", mode: host}]}}
                """);

        assertThat(each(files.service("a").path("ports"), "published", "mode"))
                .containsExactly("80 -> ingress");
    }

    @Test
    void tellsAPublishedNumberFromAPublishedTextAsComposeDoes() throws Exception {
        files.with(
                "compose.yaml",
                """
                services:
                  a: {image: x, ports: [{target: 80, published: 80}, {target: 80, published: "80"}]}
                """);

        assertThat(files.service("a").path("ports")).hasSize(2);
    }

    @Test
    void replacesAnEnvFileWithTheSamePath() throws Exception {
        files.with(
                        "compose.yaml",
                        """
                        services: {a: {image: x, env_file: [one.env, two.env]}}
                        ---
                        services: {a: {env_file: [{path: one.env, format: raw}]}}
                        """)
                .with("one.env", "A='1'")
                .with("two.env", "B=2");

        assertThat(files.attribute("environment")).isEqualTo("{\"A\":\"'1'\",\"B\":\"2\"}");
    }

    private static List<String> each(JsonNode items, String from, String to) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(it -> it.path(from).asText() + " -> " + it.path(to).asText())
                .toList();
    }
}
