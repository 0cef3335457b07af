package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EngineApiTest {
    private static final String VERSION = "{\"Version\": \"24.0.9\"}";
    private static final Step START = new Step.StartContainer("abc", "shop-api-1", "test");

    @Nested
    class Negotiation {

        @ParameterizedTest
        @CsvSource({"1.41, 1.41", "1.43, 1.43", "1.51, 1.51", "1.54, 1.51"})
        void takesTheNewestThatBothKnow(String theirs, String agreed) throws Exception {
            try (var engine = speaking(theirs);
                    var api = new EngineApi(engine.uri())) {
                assertThat(api.version()).isEqualTo(new EngineVersion(agreed, "24.0.9"));
                assertThat(engine.requests())
                        .containsExactly("GET /_ping HTTP/1.1", "GET /version HTTP/1.1");
            }
        }

        @ParameterizedTest
        @CsvSource({"1.52, 1.44, 1.51", "1.60, 1.55, 1.55", "1.41, 1.12, 1.41"})
        void asksForNoLessThanTheEngineWants(String theirs, String least, String agreed)
                throws Exception {
            var answer =
                    ScriptedEngine.ok(
                                    "{\"Version\": \"29.0\", \"MinAPIVersion\": \"" + least + "\"}")
                            .replace("Api-Version: 1.43", "Api-Version: " + theirs);
            try (var engine = ScriptedEngine.answering(answer);
                    var api = new EngineApi(engine.uri())) {
                assertThat(api.version()).isEqualTo(new EngineVersion(agreed, "29.0"));
            }
        }

        @Test
        void refusesAnEngineThatIsTooOldByName() throws Exception {
            try (var engine = speaking("1.40");
                    var api = new EngineApi(engine.uri())) {
                assertThatThrownBy(api::version)
                        .isInstanceOf(EngineException.Refused.class)
                        .hasMessage("the engine's API 1.40 is too old: 1.41 is needed");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.0", "1", "1.x", ""})
        void doesNotTakeWhatIsNoVersion(String theirs) throws Exception {
            try (var engine = speaking(theirs);
                    var api = new EngineApi(engine.uri())) {
                assertThatThrownBy(api::version).isInstanceOf(EngineException.Silent.class);
            }
        }

        @Test
        void isDoneAgainWhenTheEngineWasAway() throws Exception {
            var theirs = new AtomicReference<>("1.41");
            try (var engine =
                            ScriptedEngine.running((head, _, out) -> {
                                if (head.startsWith("GET /v1.41/cut")) {
                                    return;
                                }
                                out.write(ok(theirs.get()));
                            });
                    var api = new EngineApi(engine.uri())) {
                assertThat(api.version().api()).isEqualTo("1.41");
                theirs.set("1.45");

                assertThatThrownBy(() -> api.get("/cut"))
                        .isInstanceOf(EngineException.Silent.class);

                assertThat(api.version().api()).isEqualTo("1.45");
            }
        }
    }

    @Nested
    class AStep {

        @ParameterizedTest
        @CsvSource({
            "204, Done, ''",
            "304, Done, ''",
            "404, Refused, No such thing",
            "409, Refused, No such thing",
            "500, Refused, No such thing"
        })
        void isWhatTheEngineAnswers(int status, String kind, String message) throws Exception {
            try (var engine = answering(status, "{\"message\": \"No such thing\"}");
                    var api = new EngineApi(engine.uri())) {
                var outcome = new StepRunner(api, Ticker.SYSTEM).perform(START);

                assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
                if (outcome instanceof StepOutcome.Refused refused) {
                    assertThat(refused.message()).isEqualTo(message);
                }
            }
        }

        @ParameterizedTest
        @CsvSource({"8000, Refused", "8001, EngineAtFault"})
        void isTheEnginesFaultWhenItKeepsAPortForNobody(int published, String kind)
                throws Exception {
            var no = "{\"message\": \"Bind for 127.0.0.1:8000 failed: port is already allocated\"}";
            var containers = "[{\"Ports\": [{\"PublicPort\": " + published + "}]}]";
            try (var engine =
                            ScriptedEngine.running((head, _, out) -> {
                                var answer =
                                        head.startsWith("POST")
                                                ? ScriptedEngine.ok(no).replace("200 OK", "500 No")
                                                : ScriptedEngine.ok(containers);
                                out.write(
                                        head.contains("/version")
                                                ? ok("1.41")
                                                : answer.getBytes(StandardCharsets.UTF_8));
                            });
                    var api = new EngineApi(engine.uri())) {
                var outcome = new StepRunner(api, Ticker.SYSTEM).perform(START);

                assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "task "
                            + "2d8b177d4f29011052cc379b7e271bd8771391e498980d46290209fdc414b072"
                            + ": already exists",
                    "OCI runtime create failed: container with id exists: 4911e3a3407a: unknown",
                    "failed to create task for container: failed to start shim: mkdir"
                            + " /run/containerd/io.containerd.runtime.v2.task/moby/d47acb85fe67:"
                            + " file exists"
                })
        void isTheEnginesFaultWhenItHasLostAProcessOfTheContainers(String message)
                throws Exception {
            try (var engine = answering(500, "{\"message\": \"" + message + "\"}");
                    var api = new EngineApi(engine.uri())) {
                assertThat(new StepRunner(api, Ticker.SYSTEM).perform(START))
                        .isInstanceOfSatisfying(
                                StepOutcome.EngineAtFault.class,
                                it ->
                                        assertThat(it.message())
                                                .contains("restart the VM")
                                                .contains(message));
            }
        }

        @Test
        void isUnknownWhenTheAnswerIsCut() throws Exception {
            try (var engine =
                            ScriptedEngine.running((head, _, out) -> {
                                if (!head.startsWith("POST")) {
                                    out.write(ok("1.41"));
                                }
                            });
                    var api = new EngineApi(engine.uri())) {
                assertThat(new StepRunner(api, Ticker.SYSTEM).perform(START))
                        .isInstanceOf(StepOutcome.Unknown.class);
            }
        }

        @Test
        void isUnknownWhenThereIsNoEngine() throws Exception {
            var engine = speaking("1.41");
            engine.close();
            try (var api = new EngineApi(engine.uri())) {
                assertThat(new StepRunner(api, Ticker.SYSTEM).perform(START))
                        .isInstanceOfSatisfying(
                                StepOutcome.Unknown.class,
                                it ->
                                        assertThat(it.message())
                                                .startsWith("the engine does not answer: "));
            }
        }

        @Test
        void thatNeedsANewerEngineIsRefused() throws Exception {
            var project =
                    Projects.pinned(
                            """
                            {"name": "shop", "services": {"api": {"image": "i",
                              "healthcheck": {"start_interval": "1s", "start_period": "9s"}}}}
                            """);
            try (var engine = speaking("1.43");
                    var api = new EngineApi(engine.uri())) {
                assertThat(
                                new StepRunner(api, Ticker.SYSTEM)
                                        .perform(Projects.create(project, "api")))
                        .isEqualTo(
                                new StepOutcome.Refused(
                                        "services.api.healthcheck.start_interval:"
                                                + " needs API 1.44, the engine has 1.43"));
            }
        }

        @Test
        void thatUsesAnUnknownAttributeIsRefusedBeforeAnythingIsSent() throws Exception {
            var project =
                    Projects.pinned(
                            """
                            {"name": "shop", "services": {"api": {"image": "i", "shiny": 1}}}
                            """);
            try (var engine = speaking("1.43");
                    var api = new EngineApi(engine.uri())) {
                assertThat(
                                new StepRunner(api, Ticker.SYSTEM)
                                        .perform(Projects.create(project, "api")))
                        .isEqualTo(new StepOutcome.Refused("services.api.shiny: it is not known"));
                assertThat(engine.requests()).allMatch(it -> it.startsWith("GET "));
            }
        }
    }

    private static ScriptedEngine speaking(String version) throws IOException {
        return ScriptedEngine.running((_, _, out) -> out.write(ok(version)));
    }

    private static ScriptedEngine answering(int status, String message) throws IOException {
        var body = status == 204 ? "" : message;
        var answer =
                "HTTP/1.1 %d Such\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, body.length(), body);
        return ScriptedEngine.running(
                (head, _, out) -> out.write(head.startsWith("POST") ? bytes(answer) : ok("1.41")));
    }

    private static byte[] ok(String api) {
        return bytes(
                "HTTP/1.1 200 OK\r\nApi-Version: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(api, VERSION.length(), VERSION));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
