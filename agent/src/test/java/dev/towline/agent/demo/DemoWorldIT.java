package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Health;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWorldIT {
    private final String container = "towline-demo-world-" + ProcessHandle.current().pid();
    @TempDir Path folder;
    private DemoWorld world;

    @BeforeEach
    void startWorld() {
        world = DemoWorld.in(folder);
    }

    @AfterEach
    void endWorld() {
        Command.run(Map.of(), "docker", "rm", "-f", "-v", container);
        var ours = "reference=" + world.registry().name() + "/*";
        Command.output("docker", "images", "--format", "{{.Repository}}:{{.Tag}}", "-f", ours)
                .lines()
                .forEach(image -> Command.run(Map.of(), "docker", "rmi", image));
        world.close();
    }

    @Test
    void pushedImageRunsAndNamesItsCommit() throws Exception {
        var sha = world.publish(DemoStack.good());

        int port = run(sha);

        assertThat(health(port).get("git_sha").asText()).isEqualTo(sha.hex());
        assertThat(Command.output("docker", "exec", container, "cat", "/data/starts"))
                .isEqualTo(sha.hex());
        assertThat(label(sha)).isEqualTo(sha.hex());
    }

    @Test
    void healthOfAnotherCommitNamesThatCommit() throws Exception {
        var sha = world.publish(DemoStack.good().with(Health.OTHER_COMMIT));

        int port = run(sha);

        assertThat(health(port).get("git_sha").asText()).hasSize(40).isNotEqualTo(sha.hex());
    }

    @Test
    void failingContractLeavesItsReport() {
        var sha = world.publish(DemoStack.good().with(Contract.FAILS));
        run(sha);

        var check =
                Command.run(Map.of(), "docker", "exec", container, "sh", "/app/contract.sh", "/r");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(Command.output("docker", "exec", container, "cat", "/r"))
                .contains("\"passed\":false");
    }

    @Test
    void missingImageCannotBePulled() {
        var sha = world.publish(DemoStack.good().with(Oddity.IMAGE_MISSING));

        assertThatThrownBy(() -> Command.output("docker", "pull", world.image("api", sha)))
                .hasMessageContaining("not found");
        pull("dashboard", sha);
    }

    @Test
    void cloneHasTheComposeProjectOfTheLastCommit() {
        world.publish(DemoStack.good());
        var sha = world.publish(DemoStack.good().with(Oddity.WORKER));
        var clone = folder.resolve("clone");

        Command.output("git", "clone", "-q", world.repositoryUrl(), clone.toString());

        assertThat(Command.output("git", "-C", clone.toString(), "rev-parse", "main"))
                .isEqualTo(sha.hex());
        assertThat(clone.resolve("docker-compose.yml")).content().contains("worker:");
        assertThat(clone.resolve("towline.yml")).content().contains("${TOWLINE_SHA}");
    }

    @Test
    void registryComesBackOnItsPortWithItsImages() {
        var sha = world.publish(DemoStack.good());
        world.registry().stop();
        assertThatThrownBy(() -> pull("api", sha)).isInstanceOf(DemoException.class);

        world.registry().start();

        pull("api", sha);
    }

    @Test
    void gitServerComesBackOnItsPort() {
        var sha = world.publish(DemoStack.good());
        world.git().stop();
        assertThatThrownBy(this::listRemote).isInstanceOf(DemoException.class);

        world.git().start();

        assertThat(listRemote()).startsWith(sha.hex());
    }

    private String listRemote() {
        return Command.output("git", "ls-remote", world.repositoryUrl(), "refs/heads/main");
    }

    private void pull(String service, CommitSha sha) {
        Command.output("docker", "pull", "-q", world.image(service, sha));
        Command.output("docker", "rmi", world.image(service, sha));
    }

    private int run(CommitSha sha) {
        int port = Ports.free();
        var published = "127.0.0.1:" + port + ":8000";
        var image = world.image("api", sha);
        Command.output("docker", "run", "-d", "--name", container, "-p", published, image);
        return port;
    }

    private String label(CommitSha sha) {
        var format = "{{index .Config.Labels \"org.opencontainers.image.revision\"}}";
        return Command.output("docker", "image", "inspect", "-f", format, world.image("api", sha));
    }

    private static JsonNode health(int port) throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
        return Json.MAPPER.readTree(get(port));
    }

    private static boolean answers(int port) throws InterruptedException {
        try {
            return !get(port).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
