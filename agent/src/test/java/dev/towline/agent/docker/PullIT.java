package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.PullOutcome.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pulls from a real registry through the real engine.
@Timeout(120)
class PullIT {
    private static final URI ENGINE = DockerCli.ENGINE;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final List<String> progress = new ArrayList<>();
    private RegistryServer registry;
    private String image;

    @BeforeEach
    void prepare() {
        registry = new RegistryServer(folder);
        image = registry.address() + "/" + DockerCli.PREFIX + "/api:sha-1";
    }

    @AfterEach
    void clean() {
        registry.close();
        docker("images", "-q", "--no-trunc", registry.address() + "/*/*")
                .lines()
                .distinct()
                .forEach(it -> docker("image", "rm", "-f", it));
    }

    @Nested
    class FromAnOpenRegistry {

        @BeforeEach
        void start() {
            registry.start();
        }

        @Test
        void anImageThatIsNotThereIsPulledAndThenPresent() {
            var digest = push();
            forget();

            var pulled = pull(PullPolicy.MISSING);
            var present = pull(PullPolicy.MISSING);
            var again = pull(PullPolicy.ALWAYS);

            assertThat(pulled)
                    .isInstanceOfSatisfying(
                            PullOutcome.Ready.class,
                            it -> {
                                assertThat(it.source()).isEqualTo(Source.PULLED);
                                assertThat(it.pin().reference()).isEqualTo(image);
                                assertThat(it.pin().repositoryDigest())
                                        .isEqualTo(repository() + "@" + digest);
                            });
            var pin = ((PullOutcome.Ready) pulled).pin();
            assertThat(present).isEqualTo(new PullOutcome.Ready(pin, Source.PRESENT));
            assertThat(again).isEqualTo(new PullOutcome.Ready(pin, Source.PULLED));
            assertThat(progress)
                    .isNotEmpty()
                    .allMatch(it -> it.matches("api:sha-1: \\d+\\.\\d of \\d+\\.\\d MB"));
        }

        @Test
        void anImageMayBePulledByItsDigest() {
            var digest = push();
            forget();
            image = repository() + "@" + digest;

            var outcome = pull(PullPolicy.MISSING);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PullOutcome.Ready.class,
                            it -> assertThat(it.pin().repositoryDigest()).isEqualTo(image));
        }

        @Test
        void aMissingTagIsMissingAtOnce() {
            push();
            image = repository() + ":sha-2";

            assertThat(pull(PullPolicy.MISSING)).isInstanceOf(PullOutcome.Missing.class);
        }

        @Test
        void aMissingRepositoryIsMissingAtOnce() {
            image = registry.address() + "/" + DockerCli.PREFIX + "/none:1";

            assertThat(pull(PullPolicy.ALWAYS)).isInstanceOf(PullOutcome.Missing.class);
        }

        @Test
        void thePolicyNeverDoesNotAsk() {
            push();
            forget();

            assertThat(pull(PullPolicy.NEVER))
                    .isInstanceOfSatisfying(
                            PullOutcome.Missing.class,
                            it -> assertThat(it.message()).contains("pull_policy is never"));
        }

        @Test
        void whatIsNoReferenceIsMissing() {
            image = "Not An Image";

            assertThat(pull(PullPolicy.MISSING)).isInstanceOf(PullOutcome.Missing.class);
        }
    }

    @Nested
    class WhenTheRegistryIsDown {

        @Test
        void itIsAskedUntilTheDeadline() {
            try (var engine = engine("")) {
                var outcome =
                        engine.pull(
                                wanted(PullPolicy.MISSING), progress::add, Duration.ofSeconds(3));

                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PullOutcome.Unavailable.class,
                                it -> assertThat(it.message()).contains("connection refused"));
            }
        }

        @Test
        void anImageThatIsPresentIsReady() {
            registry.start();
            push();
            registry.close();

            assertThat(pull(PullPolicy.MISSING)).isInstanceOf(PullOutcome.Ready.class);
        }

        @Test
        void itMayComeBackBeforeTheDeadline() {
            registry.start();
            push();
            forget();
            registry.close();
            var api = new EngineApi(ENGINE);
            var nobody = new RegistryCredentials(folder.resolve("none"), null);
            var puller = new Puller(api, nobody, new StartingTicker(registry));

            var outcome = puller.pull(wanted(PullPolicy.MISSING), progress::add, DEADLINE);

            api.close();
            assertThat(outcome).isInstanceOf(PullOutcome.Ready.class);
        }
    }

    @Nested
    class FromALockedRegistry {

        @BeforeEach
        void start() throws IOException {
            registry.startLocked();
            var config = folder.resolve("pusher");
            Files.createDirectory(config);
            Files.writeString(config.resolve("config.json"), auths());
            DockerCli.makeImage(image);
            docker("--config", config.toString(), "push", "-q", image);
            forget();
        }

        @Test
        void nothingIsHadWithoutCredentials() {
            assertThat(pull(PullPolicy.MISSING)).isInstanceOf(PullOutcome.Denied.class);
        }

        @Test
        void nothingIsHadWithWrongCredentials() {
            var wrong = auths().replace(encoded(RegistryServer.PASSWORD), encoded("hunter2"));

            var outcome = pull(PullPolicy.MISSING, wrong);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PullOutcome.Denied.class,
                            it -> assertThat(it.message()).doesNotContain("hunter2"));
        }

        @Test
        void theFilesCredentialsOpenIt() {
            assertThat(pull(PullPolicy.MISSING, auths())).isInstanceOf(PullOutcome.Ready.class);
        }

        @Test
        void aHelpersCredentialsOpenIt() throws IOException {
            var helper = folder.resolve("docker-credential-test");
            Files.writeString(
                    helper,
                    "#!/bin/sh\necho '{\"Username\": \"%s\", \"Secret\": \"%s\"}'\n"
                            .formatted(RegistryServer.USER, RegistryServer.PASSWORD));
            Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
            var config = folder.resolve("config.json");
            Files.writeString(config, "{\"credsStore\": \"test\"}");
            var helpers = new CredentialHelper(name -> folder.resolve(name).toString(), DEADLINE);
            var api = new EngineApi(ENGINE);
            var credentials = new RegistryCredentials(config, helpers);
            var puller = new Puller(api, credentials, Ticker.SYSTEM);

            var outcome = puller.pull(wanted(PullPolicy.MISSING), progress::add, DEADLINE);

            api.close();
            assertThat(outcome).isInstanceOf(PullOutcome.Ready.class);
        }

        private String auths() {
            return "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                    .formatted(registry.address(), encoded(RegistryServer.PASSWORD));
        }

        private static String encoded(String password) {
            var text = RegistryServer.USER + ":" + password;
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Its first pause is when the registry comes back.
    private record StartingTicker(RegistryServer registry) implements Ticker {
        @Override
        public Duration elapsed() {
            return Ticker.SYSTEM.elapsed();
        }

        @Override
        public void sleep(Duration duration) {
            registry.start();
        }
    }

    private WantedImage wanted(PullPolicy policy) {
        return new WantedImage(image, "", policy);
    }

    private PullOutcome pull(PullPolicy policy) {
        return pull(policy, "");
    }

    private PullOutcome pull(PullPolicy policy, String config) {
        try (var engine = engine(config)) {
            return engine.pull(wanted(policy), progress::add, DEADLINE);
        }
    }

    private Engine engine(String config) {
        var file = folder.resolve("config.json");
        try {
            if (!config.isEmpty()) {
                Files.writeString(file, config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DockerEngine(ENGINE, file);
    }

    /// Makes and pushes the image, and gives its digest.
    private String push() {
        DockerCli.makeImage(image);
        return docker("push", image).replaceFirst("(?s).*digest: (sha256:[0-9a-f]{64}).*", "$1");
    }

    private void forget() {
        docker("image", "rm", "-f", image);
    }

    private String repository() {
        return image.substring(0, image.lastIndexOf(':'));
    }
}
