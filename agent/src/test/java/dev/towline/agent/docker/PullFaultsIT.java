package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pulls through a network that fails, by age, for a platform, and many at a time.
@Timeout(180)
class PullFaultsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String PATH = "/" + DockerCli.PREFIX + "/faults:";

    @TempDir private Path folder;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final EngineApi api = new EngineApi(DockerCli.ENGINE);
    private RegistryServer registry;

    @BeforeEach
    void start() {
        registry = new RegistryServer(folder).start();
    }

    @AfterEach
    void clean() {
        api.close();
        registry.close();
        docker("images", "-q", "--no-trunc", "127.0.0.1:*" + PATH.replace(":", ""))
                .lines()
                .distinct()
                .forEach(it -> docker("image", "rm", "-f", it));
    }

    @ParameterizedTest
    @EnumSource
    void aRegistryThatFailsIsAskedAgain(FaultyRegistry.Fault fault) throws IOException {
        push("1");
        try (var faulty = new FaultyRegistry(registry.address(), fault, 2)) {
            var outcome = pull(faulty.address() + PATH + "1", PullPolicy.MISSING);

            assertThat(outcome).isInstanceOf(PullOutcome.Ready.class);
            assertThat(faulty.left()).isZero();
            assertThat(progress).anyMatch(it -> it.startsWith("waiting for the registry: "));
        }
    }

    @Test
    void anImageIsRefreshedWhenItHasBeenNamedLongAgo() {
        push("1");
        var image = registry.address() + PATH + "1";
        assertThat(source(image, PullPolicy.of("daily"), Duration.ofHours(23)))
                .isEqualTo(PullOutcome.Source.PRESENT);

        var later = source(image, PullPolicy.of("daily"), Duration.ofHours(25));

        assertThat(later).isEqualTo(PullOutcome.Source.PULLED);
    }

    @Test
    void anImageOfAnotherPlatformDoesNotCountAsPresent() {
        push("1");
        var image = registry.address() + PATH + "1";
        var mine = new WantedImage(image, "linux/amd64", PullPolicy.NEVER);
        var other = new WantedImage(image, "linux/s390x", PullPolicy.NEVER);

        assertThat(puller().pull(mine, progress::add, DEADLINE))
                .isInstanceOf(PullOutcome.Ready.class);
        assertThat(puller().pull(other, progress::add, DEADLINE))
                .isInstanceOf(PullOutcome.Missing.class);
    }

    @Test
    void anImageThatTheRegistryHasForAnotherPlatformOnlyIsMissingAtOnce() {
        push("1");
        var image = registry.address() + PATH + "1";
        docker("image", "rm", "-f", image);
        var mine = new WantedImage(image, "linux/amd64", PullPolicy.MISSING);
        var other = new WantedImage(image, "linux/s390x", PullPolicy.MISSING);

        assertThat(puller().pull(other, progress::add, DEADLINE))
                .isInstanceOf(PullOutcome.Missing.class);
        assertThat(puller().pull(mine, progress::add, DEADLINE))
                .isInstanceOf(PullOutcome.Ready.class);
    }

    @Test
    void manyArePulledTogether() throws InterruptedException, ExecutionException {
        var tags = List.of("1", "2", "3", "4", "5", "6", "7");
        tags.forEach(this::push);
        tags.forEach(it -> docker("image", "rm", "-f", registry.address() + PATH + it));
        var puller = puller();

        var outcomes = new ArrayList<Future<PullOutcome>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var tag : tags) {
                var wanted = wanted(registry.address() + PATH + tag, PullPolicy.MISSING);
                outcomes.add(threads.submit(() -> puller.pull(wanted, progress::add, DEADLINE)));
            }
        }

        for (var outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(PullOutcome.Ready.class);
        }
    }

    private PullOutcome.Source source(String image, PullPolicy policy, Duration later) {
        var clock = InstantSource.fixed(Instant.now().plus(later));
        var puller = new Puller(api, new LocalImages(api, clock), credentials(), Ticker.SYSTEM);
        var outcome = puller.pull(wanted(image, policy), progress::add, DEADLINE);
        return ((PullOutcome.Ready) outcome).source();
    }

    private PullOutcome pull(String image, PullPolicy policy) {
        return puller().pull(wanted(image, policy), progress::add, DEADLINE);
    }

    private Puller puller() {
        return new Puller(api, credentials(), Ticker.SYSTEM);
    }

    private RegistryCredentials credentials() {
        return new RegistryCredentials(folder.resolve("none"), null);
    }

    private static WantedImage wanted(String image, PullPolicy policy) {
        return new WantedImage(image, "", policy);
    }

    private void push(String tag) {
        var image = registry.address() + PATH + tag;
        DockerCli.makeImage(image, "LABEL tag=" + tag);
        docker("push", "-q", image);
    }
}
