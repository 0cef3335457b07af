package dev.towline.coordinator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.TestReceiver;
import dev.towline.coordinator.notify.Destination.PlainHttp;
import dev.towline.coordinator.notify.Receiver.Secret;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What arrives at each kind of receiver, whole.
final class FormTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final String SHA = "1".repeat(40);

    private final Messenger messenger =
            new Messenger(
                    new Notifying(URI.create("https://towline.example"), PlainHttp.ON_LOOPBACK),
                    InstantSource.fixed(NOW));
    private TestReceiver server;

    @BeforeEach
    void start() throws IOException {
        server = new TestReceiver();
    }

    @AfterEach
    void stop() {
        messenger.close();
        server.close();
    }

    private Receiver receiver(Kind kind, GithubReport report) {
        return new Receiver(
                PRODUCTION,
                "chat",
                kind,
                Destination.parse(server.url(), PlainHttp.ON_LOOPBACK),
                new Secret("0123456789abcdef"),
                "octo/shop",
                report,
                kind.topics());
    }

    private static DeploymentFact ended(String state, String reason) {
        return new DeploymentFact(
                Topic.DEPLOYMENT_ENDED,
                new DeploymentId("production-7"),
                new Generation(7),
                new CommitSha(SHA),
                state,
                "alice",
                "a reason",
                List.of(),
                List.of(),
                List.of(new DeploymentFact.OnVm(new AgentId("vm-1"), state, reason)));
    }

    private TestReceiver.Got tell(Kind kind, Fact fact) throws InterruptedException {
        var reply = tell(receiver(kind, GithubReport.STATUS), fact);
        assertThat(reply.words()).isEqualTo("the answer was 200");
        return server.got().getLast();
    }

    private Reply tell(Receiver receiver, Fact fact) throws InterruptedException {
        return messenger.tell(receiver, Notification.of(PRODUCTION, NOW, fact));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text, JsonNode.class);
    }

    @Test
    void tellsSlackWithoutLettingWordsBecomeMarkUp() throws Exception {
        var got = tell(Kind.SLACK, ended("refused", "no <!channel> & <http://e.example|x>"));

        assertThat(got.json())
                .isEqualTo(
                        json(
                                """
                                {"text":"❌ production: 1111111 (production-7) was refused; vm-1: no\
                                 &lt;!channel&gt; &amp; &lt;http://e.example|x&gt;",
                                "blocks":[
                                {"type":"section","text":{"type":"plain_text",
                                "text":"❌ production: 1111111 (production-7) was refused; vm-1: no\
                                 <!channel> & <http://e.example|x>"}},
                                {"type":"context","elements":[{"type":"mrkdwn",
                                "text":"<https://towline.example/api/v1/deployments/production-7|production-7>"}]}]}
                                """));
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void tellsTeamsByACard() throws Exception {
        var got = tell(Kind.TEAMS, ended("accepted", ""));

        assertThat(got.json())
                .isEqualTo(
                        json(
                                """
                                {"type":"message","attachments":[
                                {"contentType":"application/vnd.microsoft.card.adaptive",
                                "contentUrl":null,
                                "content":{
                                "$schema":"http://adaptivecards.io/schemas/adaptive-card.json",
                                "type":"AdaptiveCard","version":"1.4",
                                "body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun",
                                "text":"production: 1111111 (production-7) was accepted",
                                "color":"good"}]}],
                                "actions":[{"type":"Action.OpenUrl","title":"production-7",
                                "url":"https://towline.example/api/v1/deployments/production-7"}]}}]}
                                """));
    }

    @Test
    void linksNothingWhereThereIsNoDeployment() throws Exception {
        var away = PresenceFact.away(new AgentId("vm-1"), "host", NOW);

        assertThat(tell(Kind.SLACK, away).json().at("/blocks")).hasSize(1);
        assertThat(tell(Kind.TEAMS, away).json().at("/attachments/0/content").has("actions"))
                .isFalse();
        assertThat(tell(Kind.GENERIC, away).json().has("url")).isFalse();
    }

    @Test
    void linksTheDeploymentInTheGenericForm() throws Exception {
        assertThat(tell(Kind.GENERIC, ended("accepted", "")).json().at("/url").asText())
                .isEqualTo("https://towline.example/api/v1/deployments/production-7");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, pending",
        "running, pending",
        "accepted, success",
        "rolled-back, failure",
        "refused, failure",
        "stalled, failure",
        "superseded, error"
    })
    void setsTheStatusOfTheCommitAtGithub(String state, String status) throws Exception {
        var got = tell(Kind.GITHUB, ended(state, ""));

        assertThat(got.method() + " " + got.path())
                .isEqualTo("POST /repos/octo/shop/statuses/" + SHA);
        assertThat(got.header("Authorization")).isEqualTo("Bearer 0123456789abcdef");
        assertThat(got.header("Accept")).isEqualTo("application/vnd.github+json");
        assertThat(got.header("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
        var text = Notification.of(PRODUCTION, NOW, ended(state, "")).text();
        assertThat(got.json())
                .isEqualTo(
                        json(
                                """
                                {"state":"%s","description":"%s","context":"towline/production",
                                "target_url":"https://towline.example/api/v1/deployments/production-7"}
                                """
                                        .formatted(status, text)));
    }

    private String requests() {
        return server.got().stream()
                .map(it -> it.method() + " " + it.path())
                .collect(Collectors.joining("\n"));
    }

    /// A GitHub that knows no deployment until one is made.
    private void answersAsGithub() {
        server.does((exchange, _) -> {
            var path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET")) {
                boolean made = requests().contains("POST /repos/octo/shop/deployments\n");
                TestReceiver.answer(exchange, 200, made ? "[{\"id\":42}]" : "[]");
            } else {
                TestReceiver.answer(exchange, 201, path.endsWith("s") ? "{\"id\":42}" : "{}");
            }
        });
    }

    @Test
    void makesOneDeploymentAtGithubAndSetsItsStates() throws Exception {
        answersAsGithub();
        var github = receiver(Kind.GITHUB, GithubReport.DEPLOYMENT);

        tell(github, ended("running", ""));
        tell(github, ended("accepted", ""));

        var find =
                "GET /repos/octo/shop/deployments?per_page=1&task=towline-production-7&sha=" + SHA;
        assertThat(requests())
                .isEqualTo(
                        String.join(
                                "\n",
                                find,
                                "POST /repos/octo/shop/deployments",
                                "POST /repos/octo/shop/deployments/42/statuses",
                                find,
                                "POST /repos/octo/shop/deployments/42/statuses"));
        assertThat(server.got().get(1).json())
                .isEqualTo(
                        json(
                                """
                                {"ref":"%s","task":"towline-production-7",
                                "environment":"production","auto_merge":false,
                                "required_contexts":[],
                                "description":"production: 1111111 (production-7) is running"}
                                """
                                        .formatted(SHA)));
        assertThat(server.got().getLast().json())
                .isEqualTo(
                        json(
                                """
                                {"state":"success",
                                "log_url":"https://towline.example/api/v1/deployments/production-7",
                                "description":"production: 1111111 (production-7) was accepted"}
                                """));
    }

    @Test
    void doesBothAtGithubAndStopsAtTheFirstThatIsNotTaken() throws Exception {
        answersAsGithub();
        var github = receiver(Kind.GITHUB, GithubReport.BOTH);

        tell(github, ended("accepted", ""));
        server.does(TestReceiver.answering(502, ""));
        var reply = tell(github, ended("accepted", ""));

        assertThat(reply.words()).isEqualTo("the answer was 502");
        assertThat(server.got().stream().map(it -> it.path().replaceAll("\\?.*", "")))
                .containsExactly(
                        "/repos/octo/shop/statuses/" + SHA,
                        "/repos/octo/shop/deployments",
                        "/repos/octo/shop/deployments",
                        "/repos/octo/shop/deployments/42/statuses",
                        "/repos/octo/shop/statuses/" + SHA);
    }

    @Test
    void takesNoOneForGithubThatDoesNotAnswerLikeIt() throws Exception {
        server.does(TestReceiver.answering(200, "hello"));

        var reply = tell(receiver(Kind.GITHUB, GithubReport.DEPLOYMENT), ended("accepted", ""));

        assertThat(reply).isEqualTo(new Reply.Failed("the answer has no id"));
    }

    @Test
    void keepsWithinGithubsLengthOfADescription() throws Exception {
        var got = tell(Kind.GITHUB, ended("refused", "x".repeat(500)));

        assertThat(got.json().at("/description").asText()).hasSize(140).endsWith("x…");
    }

    @Test
    void asksGithubForTheRepositoryWhenItIsTested() throws Exception {
        var got = tell(Kind.GITHUB, new PingFact("alice"));

        assertThat(got.method() + " " + got.path()).isEqualTo("GET /repos/octo/shop");
    }
}
