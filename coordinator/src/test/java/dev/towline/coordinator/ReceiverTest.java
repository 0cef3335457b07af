package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Defining who is told, and asking whether they can be.
final class ReceiverTest {
    private static final String ALL = "/api/v1/environments/production/receivers";
    private static final String SECRET = "sesame-sesame-sesame";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        coordinator.close();
    }

    private Reply put(String name, String body) {
        return coordinator.put(ALL + "/" + name, body);
    }

    private static String generic(String url) {
        return "{\"kind\":\"generic\",\"url\":\"" + url + "\",\"secret\":\"" + SECRET + "\"}";
    }

    @Test
    void showsAReceiverWithoutItsSecrets() {
        var made =
                put(
                        "chat",
                        """
                        {"kind":"generic","url":"https://hooks.example/in?key=abc",
                        "secret":"%s","events":["hold-set","deployment-ended"]}\
                        """
                                .formatted(SECRET));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.raw().body())
                .isEqualTo(
                        """
                        {"environment":"production","name":"chat","kind":"generic",\
                        "url":"https://hooks.example/in?…",\
                        "events":["deployment-ended","hold-set"],\
                        "progress":{"waiting":0,"delivered":0,"givenUp":0}}\
                        """);
        assertThat(coordinator.get(ALL + "/chat").raw().body()).isEqualTo(made.raw().body());
        assertThat(coordinator.get(ALL).raw().body()).isEqualTo("[" + made.raw().body() + "]");
    }

    @Test
    void masksUrlsThatAreSecrets() {
        var made =
                put("slack", "{\"kind\":\"slack\",\"url\":\"https://hooks.slack.example/T/B/x\"}");

        assertThat(made.text("/url")).isEqualTo("https://hooks.slack.example/…");
    }

    @Test
    void writesDownWhoDefinedAndTestedAndRemovedItButNoSecret() {
        put("chat", generic(receiver.url() + "/in?key=hush-hush"));
        coordinator.post(ALL + "/chat/test", "");
        coordinator.send("DELETE", ALL + "/chat", coordinator.admin, "");

        var audit = coordinator.get("/api/v1/audit");

        assertThat(audit.json().findValuesAsText("action"))
                .startsWith("receiver-removed", "receiver-tested", "receiver-defined");
        assertThat(audit.json().get(2).at("/subject").asText()).isEqualTo("production/chat");
        assertThat(audit.raw().body()).doesNotContain(SECRET, "hush-hush");
        assertThat(coordinator.get(ALL + "/chat").status()).isEqualTo(404);
    }

    @Test
    void keepsTheSecretWhileTheUrlStaysAndWantsItAnewElsewhere() {
        put("chat", generic(receiver.url()));

        var same =
                put("chat", generic(receiver.url()).replace(",\"secret\":\"" + SECRET + "\"", ""));
        var other = put("chat", "{\"kind\":\"generic\",\"url\":\"https://other.example\"}");

        assertThat(same.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/field")).isEqualTo("secret");
    }

    @Test
    void staysOfItsKind() {
        put("chat", generic(receiver.url()));

        var reply = put("chat", "{\"kind\":\"slack\",\"url\":\"https://a.example\"}");

        assertThat(reply.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    {"url":"https://a.example"}; kind
                    {"kind":"generic","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"http://a.example","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"ftp://a.example","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"file:///etc/passwd","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"https://u:p@a.example","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"http://127.0.0.1.a.example","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"no url","secret":"0123456789abcdef"}; url
                    {"kind":"generic","url":"https://a.example"}; secret
                    {"kind":"generic","url":"https://a.example","secret":"short"}; secret
                    {"kind":"generic","url":"https://a.example","secret":"0123456789abcdef\\r\\nX: y"}; secret
                    {"kind":"slack","url":"https://a.example","secret":"0123456789abcdef"}; secret
                    {"kind":"github","secret":"0123456789abcdef"}; repository
                    {"kind":"github","secret":"0123456789abcdef","repository":"../x"}; repository
                    {"kind":"github","secret":"0123456789abcdef","repository":"a/.."}; repository
                    {"kind":"slack","url":"https://a.example","repository":"a/b"}; repository
                    {"kind":"slack","url":"https://a.example","events":[]}; events
                    {"kind":"slack","url":"https://a.example","events":["ping"]}; events
                    {"kind":"slack","url":"https://a.example","events":[null]}; events
                    {"kind":"github","secret":"0123456789abcdef","repository":"a/b","events":["hold-set"]}; events
                    """)
    void refusesWhatCannotBeUsed(String body, String field) {
        var reply = put("chat", body);

        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo(field);
        assertThat(coordinator.get(ALL).raw().body()).isEqualTo("[]");
    }

    @Test
    void refusesNamesThatCannotBeUsed() {
        assertThat(put("No_Name", generic(receiver.url())).status()).isEqualTo(422);
        assertThat(
                        coordinator
                                .put(
                                        "/api/v1/environments/none/receivers/chat",
                                        generic(receiver.url()))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void keepsTheirNumberBounded() {
        for (int i = 0; i < 20; i++) {
            assertThat(put("chat" + i, generic(receiver.url())).status()).isEqualTo(201);
        }

        assertThat(put("chat20", generic(receiver.url())).status()).isEqualTo(409);
        assertThat(put("chat0", generic(receiver.url())).status()).isEqualTo(200);
    }

    @Test
    void saysWhatAReceiverAnswersToAPing() {
        put("chat", generic(receiver.url()));
        receiver.does(TestReceiver.answering(403, "who are you?"));

        var reply = coordinator.post(ALL + "/chat/test", "");

        assertThat(reply.raw().body())
                .isEqualTo(
                        """
                        {"delivered":false,"result":"the answer was 403","answer":"who are you?"}\
                        """);
        assertThat(receiver.got().getFirst().json().at("/event").asText()).isEqualTo("ping");
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        put("chat", generic(receiver.url()));
        receiver.close();

        var reply = coordinator.post(ALL + "/chat/test", "");

        assertThat(reply.raw().body())
                .isEqualTo(
                        """
                        {"delivered":false,"result":"could not connect","answer":""}\
                        """);
    }
}
