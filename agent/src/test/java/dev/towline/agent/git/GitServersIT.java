package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.git.FetchOutcome.Fetched;
import dev.towline.agent.git.FetchOutcome.Missing;
import dev.towline.agent.git.FetchOutcome.NotOnBranch;
import dev.towline.agent.git.FetchOutcome.Unavailable;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetches over the network, from git's own servers.
final class GitServersIT {
    private static final CommitSha UNKNOWN = new CommitSha("1".repeat(40));
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir Path disk;
    private SampleRepository origin;
    private CommitSha first;
    private CommitSha feature;

    @BeforeEach
    void makeOrigin() {
        origin = new SampleRepository(disk.resolve("base/shop"));
        first = origin.commit("compose.yaml", "services: {}\n");
        origin.git("checkout", "--quiet", "-b", "feature");
        feature = origin.commit("feature", "new");
        origin.commit("feature", "newer");
        origin.git("checkout", "--quiet", "main");
        origin.commit("compose.yaml", "services: { api: {} }\n");
    }

    private Path base() {
        return disk.resolve("base");
    }

    private Mirror mirror(GitAccess access) {
        return new Mirror(disk.resolve("mirror.git"), access, TIMEOUT);
    }

    private static String message(FetchOutcome outcome) {
        return ((Unavailable) outcome).message();
    }

    @Nested
    class OverGitsOwnProtocol {
        private GitDaemon daemon;

        @BeforeEach
        void start() throws IOException {
            daemon = GitDaemon.serving(base());
        }

        @AfterEach
        void stop() {
            daemon.close();
        }

        private FetchOutcome fetch(CommitSha sha) {
            String address = "git://127.0.0.1:" + daemon.port() + "/shop";
            return mirror(new GitAccess.Open()).fetch(address, sha, "main");
        }

        @Test
        void fetchesACommitThatIsNotAdvertised() {
            assertThat(fetch(first)).isEqualTo(new Fetched(first));
        }

        @Test
        void tellsAnotherBranchFromAnUnknownCommit() {
            assertThat(fetch(feature)).isInstanceOf(NotOnBranch.class);
            assertThat(fetch(UNKNOWN)).isInstanceOf(Missing.class);
        }

        @Test
        void isUnavailableWhenTheServerIsGone() {
            daemon.close();

            assertThat(fetch(first)).isInstanceOf(Unavailable.class);
        }
    }

    @Nested
    class OverHttp {
        private static final String TOKEN = "s3cret-token-value";

        private GitHttpServer server;
        private Path tokenFile;

        @BeforeEach
        void start() throws IOException {
            server = new GitHttpServer(base(), TOKEN);
            tokenFile = Files.writeString(disk.resolve("token"), TOKEN + "\n");
        }

        @AfterEach
        void stop() {
            server.close();
        }

        private FetchOutcome fetch(String path, CommitSha sha) {
            return mirror(new GitAccess.TokenFile(tokenFile))
                    .fetch(server.address(path), sha, "main");
        }

        @Test
        void fetchesWithTheToken() throws IOException {
            assertThat(fetch("/repos/shop", first)).isEqualTo(new Fetched(first));
            assertThat(Files.readString(disk.resolve("mirror.git/config"))).doesNotContain(TOKEN);
        }

        @Test
        void readsTheTokenAnewAtEachFetch() throws IOException {
            fetch("/repos/shop", first);
            server.accept("another");
            Files.writeString(tokenFile, "another");

            assertThat(fetch("/repos/shop", first)).isEqualTo(new Fetched(first));
        }

        @Test
        void tellsAnotherBranchFromAnUnknownCommit() {
            assertThat(fetch("/repos/shop", feature)).isInstanceOf(NotOnBranch.class);
            assertThat(fetch("/repos/shop", UNKNOWN)).isInstanceOf(Missing.class);
        }

        @Test
        void isUnavailableWhenTheTokenIsWrongAndDoesNotTellIt() {
            server.accept("another");

            var outcome = fetch("/repos/shop", first);

            assertThat(message(outcome))
                    .startsWith("could not fetch main from " + server.address("/repos/shop"))
                    .contains("not authorized")
                    .doesNotContain(TOKEN);
        }

        @Test
        void isUnavailableWhenThereIsNoTokenFile() throws IOException {
            Files.delete(tokenFile);

            var outcome = fetch("/repos/shop", first);

            assertThat(message(outcome))
                    .isEqualTo(
                            "could not fetch from "
                                    + server.address("/repos/shop")
                                    + ": there is no token file "
                                    + tokenFile);
        }

        @Test
        void isUnavailableWhenNoTokenIsSet() {
            var outcome =
                    mirror(new GitAccess.Open())
                            .fetch(server.address("/repos/shop"), first, "main");

            assertThat(message(outcome)).containsIgnoringCase("authenti");
        }

        @Test
        void isUnavailableWhenThereIsNoSuchRepository() {
            assertThat(fetch("/repos/none", first)).isInstanceOf(Unavailable.class);
        }

        @Test
        void followsARedirectOnTheSameHost() {
            assertThat(fetch("/moved/shop", first)).isEqualTo(new Fetched(first));
        }

        @Test
        void doesNotFollowARedirectToAnotherHost() {
            var outcome = fetch("/away/shop", first);

            assertThat(message(outcome)).contains("the host redirects to localhost");
        }
    }

    @Nested
    class WhenTheHostSaysNothing {

        @Test
        void givesUpInTime() throws IOException {
            try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                var hasty =
                        new Mirror(
                                disk.resolve("mirror.git"),
                                new GitAccess.Open(),
                                Duration.ofSeconds(1));
                String address = "http://127.0.0.1:" + silent.getLocalPort() + "/shop";

                var outcome = hasty.fetch(address, first, "main");

                assertThat(outcome).isInstanceOf(Unavailable.class);
            }
        }
    }
}
