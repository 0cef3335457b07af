package dev.towline.agent.signature;

import dev.towline.agent.signature.SignatureVerdict.Trusted;
import dev.towline.agent.signature.SignatureVerdict.Untrusted;
import dev.towline.ids.CommitSha;

/// Judges a commit as `git verify-commit` does with `gpg.format=ssh` and the same list, and more
/// strictly where that forgives.
public final class CommitSignature {
    private static final String NAMESPACE = "git";

    private final CommitSha sha;
    private final AllowedSigners allowed;

    private CommitSignature(CommitSha sha, AllowedSigners allowed) {
        this.sha = sha;
        this.allowed = allowed;
    }

    /// The verdict.
    ///
    /// @param raw the commit as git stores it, without the header of its object
    public static SignatureVerdict judge(CommitSha sha, byte[] raw, AllowedSigners allowed) {
        try {
            return new CommitSignature(sha, allowed).judge(SignedCommit.parse(raw));
        } catch (MalformedException e) {
            return new Untrusted("the signature of " + sha + " cannot be taken: " + e.getMessage());
        }
    }

    private SignatureVerdict judge(SignedCommit commit) throws MalformedException {
        var text = commit.signature();
        if (text.isEmpty()) {
            return new Untrusted(sha + " is not signed; " + wayOut());
        }
        if (!text.startsWith(Armour.BEGIN)) {
            return new Untrusted(sha + " is signed by " + kind(text) + "; " + wayOut());
        }
        return judge(commit, SshSignature.parse(text));
    }

    /// Only a key on the list is let near the arithmetic.
    private SignatureVerdict judge(SignedCommit commit, SshSignature signature)
            throws MalformedException {
        var key = signature.key();
        if (!signature.namespace().equals(NAMESPACE)) {
            return new Untrusted(
                    "the signature of "
                            + sha
                            + " was made for \""
                            + signature.namespace()
                            + "\", not for git");
        }
        var at = commit.committed();
        var principal = allowed.principal(key, NAMESPACE, at);
        if (principal.isEmpty()) {
            return new Untrusted(
                    sha
                            + " is signed by "
                            + key.words()
                            + ", but "
                            + allowed.objection(key, NAMESPACE, at)
                            + "; sign with a key that it lists, or let the VM's owner list this"
                            + " one");
        }
        return signature.covers(commit.content())
                ? new Trusted(principal.get(), key.words())
                : new Untrusted(
                        sha + " is not what " + key.words() + " signed: it was changed afterwards");
    }

    private static String kind(String signature) {
        return signature.startsWith("-----BEGIN PGP ")
                ? "GPG, which is not looked at here"
                : "something else than an SSH key";
    }

    private String wayOut() {
        return "this VM runs what a key of "
                + allowed.file()
                + " signed: sign with one (git config gpg.format ssh; git config"
                + " user.signingKey KEY.pub; git commit --amend -S), push it and order that";
    }
}
