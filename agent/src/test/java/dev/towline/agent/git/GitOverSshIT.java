package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.git.FetchOutcome.Fetched;
import dev.towline.agent.git.FetchOutcome.Missing;
import dev.towline.agent.git.FetchOutcome.NotOnBranch;
import dev.towline.agent.git.FetchOutcome.Unavailable;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetches over ssh, from a real sshd.
final class GitOverSshIT {
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

    private Mirror mirror(GitAccess access) {
        return new Mirror(disk.resolve("mirror.git"), access, TIMEOUT);
    }

    private static String message(FetchOutcome outcome) {
        return ((Unavailable) outcome).message();
    }

    private GitDaemon sshd;
    private Path keys;

    @BeforeEach
    void start() throws IOException {
        keys = Files.createDirectory(disk.resolve("keys"));
        generate("host");
        generate("client");
        Files.copy(keys.resolve("client.pub"), keys.resolve("authorized"));
        Files.createDirectories(Path.of("/run/sshd"));
        int port = GitDaemon.freePort();
        sshd = GitDaemon.start(port, sshd(port));
        trust(keys.resolve("host.pub"));
    }

    private List<String> sshd(int port) {
        return List.of(
                "/usr/sbin/sshd",
                "-D",
                "-e",
                "-f",
                "/dev/null",
                "-o",
                "Port=" + port,
                "-o",
                "ListenAddress=127.0.0.1",
                "-o",
                "HostKey=" + keys.resolve("host"),
                "-o",
                "PidFile=none",
                "-o",
                "StrictModes=no",
                "-o",
                "UsePAM=no",
                "-o",
                "PermitRootLogin=prohibit-password",
                "-o",
                "AcceptEnv=GIT_PROTOCOL",
                "-o",
                "AuthorizedKeysFile=" + keys.resolve("authorized"));
    }

    private void generate(String name) throws IOException {
        String file = keys.resolve(name).toString();
        SampleRepository.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file));
        Files.setPosixFilePermissions(
                keys.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }

    private void trust(Path hostKey) throws IOException {
        Files.writeString(
                keys.resolve("known_hosts"),
                "[127.0.0.1]:" + sshd.port() + " " + Files.readString(hostKey));
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    private FetchOutcome fetch(CommitSha sha) {
        var access = new GitAccess.SshKey(keys.resolve("client"), keys.resolve("known_hosts"));
        String user = System.getProperty("user.name");
        String address = "ssh://" + user + "@127.0.0.1:" + sshd.port() + origin.folder();
        return mirror(access).fetch(address, sha, "main");
    }

    @Test
    void fetchesWithTheKey() {
        assertThat(fetch(first)).isEqualTo(new Fetched(first));
    }

    @Test
    void tellsAnotherBranchFromAnUnknownCommit() {
        assertThat(fetch(feature)).isInstanceOf(NotOnBranch.class);
        assertThat(fetch(UNKNOWN)).isInstanceOf(Missing.class);
    }

    @Test
    void isUnavailableWhenTheHostsKeyIsAnother() throws IOException {
        trust(keys.resolve("client.pub"));

        assertThat(message(fetch(first))).contains("Host key verification failed");
    }

    @Test
    void isUnavailableWhenTheKeyIsNotAccepted() throws IOException {
        Files.copy(
                keys.resolve("host.pub"),
                keys.resolve("authorized"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(message(fetch(first))).contains("Permission denied");
    }

    @Test
    void isUnavailableWithoutAKey() {
        String address = "ssh://127.0.0.1:" + sshd.port() + origin.folder();

        var outcome = mirror(new GitAccess.Open()).fetch(address, first, "main");

        assertThat(message(outcome)).contains("no ssh key file is set");
    }
}
