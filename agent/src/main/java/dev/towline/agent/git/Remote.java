package dev.towline.agent.git;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/// One conversation with a repository's host, within a deadline.
///
/// @param token the secret to send, and to keep out of messages
record Remote(
        RepositoryAddress address, GitAccess access, Optional<String> token, Deadline deadline) {
    /// A host that says nothing for so long is given up on.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int LONGEST_MESSAGE = 500;

    static Remote at(RepositoryAddress address, GitAccess access, Duration timeout)
            throws IOException {
        return new Remote(address, access, tokenFor(address, access), new Deadline(timeout));
    }

    private static Optional<String> tokenFor(RepositoryAddress address, GitAccess access)
            throws IOException {
        return switch (access) {
            case GitAccess.TokenFile file when address.way() == RepositoryAddress.Way.HTTP ->
                    Optional.of(file.token());
            case GitAccess.TokenFile _, GitAccess.SshKey _, GitAccess.Open _ -> Optional.empty();
        };
    }

    /// Leaves out the token, which a record would print.
    @Override
    public String toString() {
        return "Remote[" + address + "]";
    }

    /// Fetches what a spec names, checking every object that comes.
    void fetch(Repository into, String spec) throws IOException {
        try (Transport transport = open(into)) {
            transport.fetch(deadline, List.of(new RefSpec(spec)));
        }
    }

    /// Whether the host answers and does not have a ref of this name.
    boolean lacks(Repository local, String ref) {
        try (Transport transport = open(local);
                var connection = transport.openFetch(List.of(new RefSpec(ref)))) {
            return connection.getRef(ref) == null;
        } catch (IOException e) {
            return false;
        }
    }

    /// What went wrong, in one line, without the token even if the host sends it back to us.
    String describe(Throwable failure) {
        String reason = reasons(failure).replaceAll("[\\s\\p{Cntrl}]+", " ");
        String safe = token.map(secret -> reason.replace(secret, "(token)")).orElse(reason);
        String plain = safe.replace(address + ": ", "").replaceAll("@{3,} ?", "");
        return (deadline.isCancelled() ? "it took too long; " : "") + shortened(plain);
    }

    /// The end stays, since ssh says last what it stumbled over.
    private static String shortened(String text) {
        if (text.length() <= LONGEST_MESSAGE) {
            return text;
        }
        int half = LONGEST_MESSAGE / 2;
        return text.substring(0, half) + " … " + text.substring(text.length() - half);
    }

    /// What the failure says, and what lies at its bottom where it does not say that.
    private static String reasons(Throwable failure) {
        String top = GitException.reason(failure);
        Throwable bottom = failure;
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            bottom = at;
        }
        String cause = GitException.reason(bottom);
        return top.contains(cause) ? top : top + ": " + cause;
    }

    private Transport open(Repository local) throws IOException {
        Transport transport = Transport.open(local, address.uri());
        transport.setTimeout((int) silence().toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setObjectChecker(checker());
        token.ifPresent(secret ->
                transport.setCredentialsProvider(
                        new UsernamePasswordCredentialsProvider(username(), secret)));
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(new SameHost(address.uri()));
        }
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SystemSsh(key(), deadline.left()));
        }
        return transport;
    }

    private Duration silence() {
        Duration left = deadline.left().plusSeconds(1);
        return left.compareTo(SILENCE) < 0 ? left : SILENCE;
    }

    private String username() {
        return access instanceof GitAccess.TokenFile file ? file.username() : "";
    }

    private GitAccess.SshKey key() throws TransportException {
        if (access instanceof GitAccess.SshKey key) {
            return key;
        }
        throw new TransportException("it is reached by ssh, and no ssh key file is set");
    }

    /// Old repositories hold commits with odd names and modes, which harm nobody.
    private static ObjectChecker checker() {
        return new ObjectChecker()
                .setAllowInvalidPersonIdent(true)
                .setAllowLeadingZeroFileMode(true);
    }
}
