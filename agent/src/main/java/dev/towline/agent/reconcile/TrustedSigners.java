package dev.towline.agent.reconcile;

import dev.towline.agent.signature.AllowedSigners;
import dev.towline.agent.signature.CommitSignature;
import dev.towline.agent.signature.MalformedException;
import dev.towline.agent.signature.SignatureVerdict.Trusted;
import dev.towline.agent.signature.SignatureVerdict.Untrusted;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/// Whether a fetched commit is signed by somebody whom the VM's owner trusts, where the owner asks
/// for it. The list is the VM's own, so that neither the coordinator nor the git host can add to
/// it, and it is read anew each time.
final class TrustedSigners {
    private final Workplace at;
    private final DeploymentLog log;

    TrustedSigners(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Why it may not be deployed; empty where it may.
    Optional<String> objection(CommitSha sha) {
        return at.settings().allowedSigners().flatMap(it -> objection(sha, it));
    }

    private Optional<String> objection(CommitSha sha, Path file) {
        try {
            var text = new OwnersFile(file).read();
            var allowed = AllowedSigners.parse(file.toString(), text, ZoneId.systemDefault());
            return switch (CommitSignature.judge(sha, at.mirror().commit(sha), allowed)) {
                case Untrusted it -> Optional.of(it.reason());
                case Trusted it -> {
                    log.progress("signed by " + it.principal() + " with " + it.key());
                    yield Optional.empty();
                }
            };
        } catch (NoSuchFileException _) {
            return Optional.of(file + " is missing: nobody is trusted to sign commits");
        } catch (OwnersFile.Untrusted | MalformedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("could not read who may sign commits: " + e);
        }
    }
}
