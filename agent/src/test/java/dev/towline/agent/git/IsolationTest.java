package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a process of its own, since what JGit reads and writes hangs on the process's surroundings.
final class IsolationTest {
    @TempDir Path disk;

    /// Prepares a release as the agent does: origin, sha, mirror, release.
    static final class Fetching {
        private Fetching() {}

        public static void main(String[] words) {
            var mirror = new Mirror(Path.of(words[2]), new GitAccess.Open(), Duration.ofMinutes(1));
            var sha = new CommitSha(words[1]);
            System.out.println(mirror.fetch(words[0], sha, "main"));
            mirror.materialise(sha, Path.of(words[3]));
        }
    }

    @Test
    void neitherRunsGitNorTouchesTheUsersHome() throws Exception {
        Path home = Files.createDirectory(disk.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[url \"/nowhere\"]\n\tinsteadOf = /\n");
        Path ran = disk.resolve("git-was-run");
        Path tools = toolsThatTell(ran);
        var origin = new SampleRepository(disk.resolve("origin"));
        CommitSha sha = origin.commit("a", "1");

        String output = fetchInOwnProcess(origin, sha, home, tools);

        assertThat(output).contains("Fetched[sha=" + sha + "]");
        assertThat(ran).doesNotExist();
        assertThat(home.toFile().list()).containsExactly(".gitconfig");
    }

    @Test
    void deploysALargeFileInTheAgentsSmallHeap() throws Exception {
        Path home = Files.createDirectory(disk.resolve("home"));
        var content = new byte[45 << 20];
        new Random(1).nextBytes(content);
        var origin = new SampleRepository(disk.resolve("origin"));
        Files.write(origin.file("large"), content);
        CommitSha sha = origin.commit("large file");

        fetchInOwnProcess(origin, sha, home, home);

        assertThat(Files.mismatch(origin.file("large"), disk.resolve("release/large")))
                .isEqualTo(-1);
    }

    private Path toolsThatTell(Path ran) throws IOException {
        Path tools = Files.createDirectory(disk.resolve("tools"));
        Path git = Files.writeString(tools.resolve("git"), "#!/bin/sh\ntouch " + ran + "\n");
        assertThat(git.toFile().setExecutable(true)).isTrue();
        return tools;
    }

    private String fetchInOwnProcess(SampleRepository origin, CommitSha sha, Path home, Path tools)
            throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        List.of(
                                java,
                                "-Xmx48m",
                                "-XX:+UseSerialGC",
                                "-Duser.home=" + home,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Fetching.class.getName(),
                                origin.address(),
                                sha.hex(),
                                disk.resolve("mirror.git").toString(),
                                disk.resolve("release").toString()));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        var process = builder.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(output).isZero();
        return output;
    }
}
