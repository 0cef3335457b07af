package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A git repository with a Compose project, whose branch `main` grows by a commit at a time.
final class DemoRepository {
    /// Nothing of the person's own git settings: no signing, no hooks, no templates.
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_CONFIG_NOSYSTEM", "1",
                    "GIT_AUTHOR_NAME", "Demo",
                    "GIT_AUTHOR_EMAIL", "demo@localhost",
                    "GIT_COMMITTER_NAME", "Demo",
                    "GIT_COMMITTER_EMAIL", "demo@localhost");

    private final Path folder;

    private DemoRepository(Path folder) {
        this.folder = folder;
    }

    /// Makes an empty repository.
    static DemoRepository create(Path folder) {
        var repository = new DemoRepository(folder);
        Command.output(ENVIRONMENT, "git", "init", "-q", "-b", "main", folder.toString());
        repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
        return repository;
    }

    /// Writes the files over those of the last commit and commits them to `main`.
    CommitSha commit(String message, Map<String, String> files) {
        files.forEach(this::write);
        git("add", "--all");
        git("commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    /// From here on commits are signed.
    ///
    /// @param key an SSH key's private half
    void signBy(Path key) {
        git("config", "gpg.format", "ssh");
        git("config", "commit.gpgSign", "true");
        git("config", "user.signingKey", key.toString());
    }

    CommitSha head() {
        return new CommitSha(git("rev-parse", "HEAD"));
    }

    /// A file as a commit has it.
    String file(String commit, String name) {
        return git("show", commit + ":" + name);
    }

    Path folder() {
        return folder;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new DemoException("could not write " + name, e);
        }
    }

    private String git(String... arguments) {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        return Command.output(ENVIRONMENT, command.toArray(String[]::new));
    }
}
