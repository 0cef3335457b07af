package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that mean another place than they say, sent as they are.
final class PathAttackTest {
    @TempDir private static Path folder;
    private static TestCoordinator coordinator;
    private static String staging;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(folder.resolve("data"));
        coordinator.define("production");
        coordinator.define("staging");
        coordinator.deploy("production", SHA_1);
        staging = coordinator.tokenFor("deployer", "\"staging\"");
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    /// Sends the path letter by letter, and gives what was answered.
    private static String ask(String method, String path, String token, String body)
            throws IOException {
        var head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), coordinator.running().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            var text = new StringBuilder();
            while (!isWhole(text.toString())) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                text.append((char) next);
            }
            return text.toString();
        }
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        var length = answer.replaceAll("(?is).*content-length: *(\\d+).*", "$1");
        return length.matches("\\d+") && answer.length() >= end + 4 + Integer.parseInt(length);
    }

    private static String status(String answer) {
        return answer.length() < 12 ? "closed" : answer.substring(9, 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../../../../etc/passwd",
                "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "%2e%2e/%2e%2e/etc/passwd",
                "..%5c..%5cetc",
                "%252e%252e%252f",
                "%c0%ae%c0%ae%c0%af",
                "%00",
                "x%00y",
                "x%0d%0aSet-Cookie:%20a=b",
                "%",
                "%zz",
                "a%2fb",
                "~root",
                "staging%00",
            })
    void makesNothingOfANameThatIsAPath(String name) throws IOException {
        var before = files();
        var defined = coordinator.get("/api/v1/environments").json().findValuesAsText("name");
        var definition = "{\"repository\":\"r\",\"branch\":\"b\"}";

        for (var route : coordinator.running().routes()) {
            if (!route.path().contains("{")) {
                continue;
            }
            var path = route.path().replaceAll("\\{\\w+}", name.replace("$", "\\$"));
            var answer = ask(route.method(), path, coordinator.admin, definition);

            assertThat(status(answer)).as("%s %s", route.method(), path).startsWith("4");
            assertThat(answer).doesNotContain("root:", "\nSet-Cookie:", "java.", "\tat ");
        }

        assertThat(files()).isEqualTo(before);
        assertThat(coordinator.get("/api/v1/environments").json().findValuesAsText("name"))
                .isEqualTo(defined);
    }

    private static List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production",
                "prod%75ction",
                "%70roduction",
                "staging/../production",
                "staging%2f..%2fproduction",
                "staging/%2e%2e/production",
                "./production",
                "production;staging",
                "production;environment=staging",
                "production%00",
                "production%20",
                "/production",
                "staging%2fdesired%3f/../../production",
            })
    void keepsATokenInItsEnvironmentHoweverAnotherIsSpelled(String name) throws IOException {
        var path = "/api/v1/environments/" + name + "/desired";

        assertThat(status(ask("GET", path, staging, ""))).isIn("400", "403", "404", "405");
        assertThat(status(ask("PUT", path, staging, TestCoordinator.order(SHA_1))))
                .isIn("400", "403", "404", "405");
        assertThat(status(ask("GET", "/api/v1/environments/" + name, staging, "")))
                .isIn("400", "403", "404", "405");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production-1", "production%2d1", "staging-1/../production-1"})
    void keepsATokenInItsEnvironmentsDeployments(String deployment) throws IOException {
        assertThat(status(ask("GET", "/api/v1/deployments/" + deployment, staging, "")))
                .isIn("400", "403", "404");
    }

    @Test
    void makesASafeIdOfAHostThatIsAPath() {
        var agent = TestAgent.enrol(coordinator, "production", "../../etc/%2e%2e");

        assertThat(agent.id())
                .matches("production-[a-z0-9.-]+-[0-9a-f]{4}")
                .doesNotContain("/", "%");
    }
}
