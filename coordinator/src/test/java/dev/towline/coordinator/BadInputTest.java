package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is refused with the field and the limit, and nothing of the inside is shown.
final class BadInputTest {
    @TempDir private static Path data;
    private static TestCoordinator coordinator;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    private static Reply desired(String body) {
        return coordinator.put("/api/v1/environments/production/desired", body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON              | {oops                                              | 400 |        ",
                "not an object        | [1]                                                | 400 |        ",
                "null                 | null                                               | 400 |        ",
                "trailing text        | {} {}                                              | 400 |        ",
                "duplicate key        | {\"sha\":\"1\",\"sha\":\"2\"}                      | 400 |        ",
                "unknown field        | {\"sha\":\"S\",\"shaa\":\"x\"}                     | 400 | shaa   ",
                "number as sha        | {\"sha\":1234567}                                  | 400 | sha    ",
                "list as reason       | {\"reason\":[]}                                    | 400 | reason ",
                "word as force        | {\"force\":\"yes\"}                                | 400 | force  ",
                "sha is missing       | {\"confirm\":\"DEPLOY\",\"reason\":\"r\"}          | 422 | sha    ",
                "sha is not hex       | {\"sha\":\"main\"}                                 | 422 | sha    ",
                "sha is short         | {\"sha\":\"abc123\"}                               | 422 | sha    ",
                "sha is too long      | {\"sha\":\"S1\"}                                   | 422 | sha    ",
                "sha is upper case    | {\"sha\":\"ABCDEF1\"}                              | 422 | sha    ",
                "abbreviation unknown | {\"sha\":\"abcdef1\"}                              | 422 | sha    ",
                "confirm is missing   | {\"sha\":\"S\",\"reason\":\"r\"}                   | 422 | confirm",
                "wrong word           | {\"sha\":\"S\",\"confirm\":\"YES\"}                | 422 | confirm",
                "word in lower case   | {\"sha\":\"S\",\"confirm\":\"deploy\"}             | 422 | confirm",
                "reason is missing    | {\"sha\":\"S\",\"confirm\":\"DEPLOY\"}             | 422 | reason ",
                "reason is blank      | {\"sha\":\"S\",\"confirm\":\"DEPLOY\",\"reason\":\" \"} | 422 | reason",
                "volumes as a text    | {\"sha\":\"S\",\"acceptVolumeChange\":\"data\"}  | 400 | acceptVolumeChange",
                "number as a volume   | {\"sha\":\"S\",\"acceptVolumeChange\":[1]}         | 400 | acceptVolumeChange[0]",
                "null as a volume     | {\"sha\":\"S\",\"acceptVolumeChange\":[\"a\",null]} | 422 | acceptVolumeChange[1]",
                "empty volume         | {\"sha\":\"S\",\"acceptVolumeChange\":[\"\"]}      | 422 | acceptVolumeChange[0]",
                "target is relative   | {\"sha\":\"S\",\"acceptVolumeChange\":[\"db:Data\"]} | 422 | acceptVolumeChange[0]",
                "line break in a place | {\"sha\":\"S\",\"acceptVolumeChange\":[\"db:/a\\nb\"]} | 422 | acceptVolumeChange[0]",
                "reason with a bell   | {\"sha\":\"S\",\"confirm\":\"DEPLOY\",\"reason\":\"a\\u0007\"} | 422 | reason",
            })
    void refusesABadOrder(String name, String body, int status, String field) {
        var reply = desired(body.replace("\"S", "\"" + SHA_1));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().at("/field").asText(null)).isEqualTo(field);
        assertThat(reply.raw().body()).doesNotContain("dev.towline", "java.", "jackson", "\tat");
    }

    @Test
    void saysHowLongAReasonMayBe() {
        var reply =
                desired(
                        "{\"sha\":\"%s\",\"confirm\":\"DEPLOY\",\"reason\":\"%s\"}"
                                .formatted(SHA_1, "r".repeat(501)));

        assertThat(reply.json().toPrettyString())
                .isEqualTo(
                        """
                        {
                          "type" : "/problems/unusable-value",
                          "title" : "unusable value",
                          "status" : 422,
                          "detail" : "the reason has 501 characters",
                          "field" : "reason",
                          "limit" : "1 to 500 characters on one line"
                        }\
                        """);
    }

    @Test
    void saysHowManyVolumesMayChange() {
        var many = "\"a\",".repeat(50) + "\"a\"";

        var reply = desired("{\"sha\":\"" + SHA_1 + "\",\"acceptVolumeChange\":[" + many + "]}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("acceptVolumeChange");
        assertThat(reply.text("/detail")).isEqualTo("acceptVolumeChange has 51 values");
        assertThat(reply.text("/limit")).isEqualTo("50 at most");
    }

    @Test
    void refusesABodyThatIsTooLargeWithTheLimit() {
        var reply = desired("{\"reason\":\"" + "r".repeat(64 * 1024) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text("/limit")).isEqualTo("65536 bytes");
    }

    @Test
    void refusesABodyThatIsLargerThanAnyMayBe() throws IOException {
        var head =
                """
                PUT /api/v1/environments/production/desired HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: 2097152\r
                \r
                """;

        // Its length alone is enough: a client that still sends may not get to read the answer.
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), coordinator.running().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json");
        }
    }

    @Test
    void refusesAnOrderWithoutABody() {
        assertThat(desired("").status()).isEqualTo(400);
    }

    @Test
    void refusesDeepNesting() {
        var deep = "{\"stack\":" + "[".repeat(100) + "]".repeat(100) + "}";

        assertThat(coordinator.put("/api/v1/environments/deep", deep).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/environments/nowhere",
        "GET,    /api/v1/environments/nowhere/desired",
        "GET,    /api/v1/environments/nowhere/deployments",
        "GET,    /api/v1/environments/NOT%20A%20NAME",
        "GET,    /api/v1/deployments/production-99",
        "GET,    /api/v1/deployments/production-99/events",
        "GET,    /api/v1/deployments/nonsense",
        "GET,    /api/v1/builds/9999999999999999999999999999999999999999",
        "DELETE, /api/v1/tokens/nobody",
        "DELETE, /api/v1/agents/nobody",
        "GET,    /api/v1/nothing",
        "GET,    /",
    })
    void saysThatThereIsNoSuchThing(String method, String path) {
        var reply = coordinator.send(method, path, coordinator.admin, "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void namesTheUnknownEnvironmentOfAnOrder() {
        var reply =
                coordinator.put(
                        "/api/v1/environments/nowhere/desired", TestCoordinator.order(SHA_1));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("/detail")).isEqualTo("there is no environment nowhere");
    }

    @Test
    void saysWhichMethodsAPathAnswers() {
        var reply =
                coordinator.send("PATCH", "/api/v1/environments/production", coordinator.admin, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("GET, PUT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/environments/UPPER | {}                                                   | 422 | environment",
                "/api/v1/environments/e     | {\"branch\":\"main\"}                                | 422 | repository",
                "/api/v1/environments/e     | {\"repository\":\"https://u:secret@h/r\",\"branch\":\"b\"} | 422 | repository",
                "/api/v1/environments/e     | {\"repository\":\"r\"}                               | 422 | branch",
                "/api/v1/environments/e     | {\"repository\":\"r\",\"branch\":\"b\",\"stack\":7}  | 400 | stack",
                "/api/v1/environments/e     | {\"policy\":{\"word\":\"x\"}}                        | 400 | policy.word",
                "/api/v1/builds/abc         | {\"status\":\"passed\"}                              | 422 | sha",
                "/api/v1/builds/SHA         | {}                                                   | 422 | status",
                "/api/v1/builds/SHA         | {\"status\":\"great\"}                               | 400 | status",
                "/api/v1/builds/SHA         | {\"status\":\"passed\",\"images\":{\"a\":\"sha256:1\"}} | 422 | images.a",
            })
    void refusesABadDefinition(String path, String body, int status, String field) {
        var reply = coordinator.put(path.replace("SHA", SHA_1), body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/tokens     | {\"role\":\"ci\"}                                   | 422 | name",
                "/api/v1/tokens     | {\"name\":\"x\"}                                    | 422 | role",
                "/api/v1/tokens     | {\"name\":\"x\",\"role\":\"root\"}                  | 400 | role",
                "/api/v1/enrolments | {}                                                  | 422 | environment",
                "/api/v1/enrolments | {\"environment\":\"No!\"}                           | 422 | environment",
                "/api/v1/enrolments | {\"environment\":\"production\",\"ttl\":\"soon\"}   | 400 | ttl",
                "/api/v1/agents     | {\"host\":\"x\"}                                    | 422 | joinToken",
            })
    void refusesABadRequestToMake(String path, String body, int status, String field) {
        var reply = coordinator.post(path, body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"before,0", "before,x", "limit,0", "limit,501"})
    void refusesABadPage(String name, String value) {
        var reply =
                coordinator.get(
                        "/api/v1/environments/production/deployments?" + name + "=" + value);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo(name);
    }
}
