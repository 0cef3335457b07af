package dev.towline.agent.signature;

import dev.towline.agent.git.SampleRepository;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/// A repository whose commits are signed by git, judged by git and by us.
public final class Signing {
    private final SampleRepository repository;
    private final Path allowed;

    public Signing(SampleRepository repository, Path allowed) {
        this.repository = repository;
        this.allowed = allowed;
        repository.git("config", "gpg.format", "ssh");
        repository.git("config", "gpg.ssh.allowedSignersFile", allowed.toString());
    }

    /// Commits the whole work tree, signed.
    public CommitSha commit(Path key) {
        repository.git("config", "user.signingKey", key + ".pub");
        repository.git("add", "--all");
        repository.git("commit", "-S", "--quiet", "--allow-empty", "--message", "a release");
        return repository.head();
    }

    byte[] raw(CommitSha sha) {
        return repository.git("cat-file", "commit", sha.hex()).getBytes(StandardCharsets.UTF_8);
    }

    /// Stores a commit that may be anything.
    CommitSha store(byte[] raw) {
        try {
            var file = Files.write(repository.file(".git/raw"), raw);
            var name =
                    repository.git("hash-object", "-t", "commit", "--literally", "-w", "" + file);
            return new CommitSha(name.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean gitTrusts(CommitSha sha) {
        try {
            repository.git("verify-commit", sha.hex());
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    void allow(String text) {
        try {
            Files.writeString(allowed, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignatureVerdict judge(CommitSha sha, byte[] raw) {
        try {
            var list = Files.readString(allowed);
            var signers = AllowedSigners.parse("signers", list, ZoneId.systemDefault());
            return CommitSignature.judge(sha, raw, signers);
        } catch (MalformedException e) {
            return new SignatureVerdict.Untrusted(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignatureVerdict judge(CommitSha sha) {
        return judge(sha, raw(sha));
    }
}
