package dev.towline.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How a repository's host lets us in. Holds paths, never a secret.
public sealed interface GitAccess {

    /// No credentials: a public repository or one on this machine's disk.
    record Open() implements GitAccess {}

    /// A token in a file, sent as the password over https. Read anew at each fetch, because tokens
    /// are replaced while the agent runs.
    ///
    /// @param username what to send as the user; hosts that take tokens mostly ignore it
    record TokenFile(Path file, String username) implements GitAccess {
        private static final int LONGEST = 8192;

        public TokenFile(Path file) {
            this(file, "x-access-token");
        }

        String token() throws IOException {
            try (var in = Files.newInputStream(file)) {
                return checked(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                throw new IOException("there is no token file " + file, e);
            }
        }

        private String checked(String text) throws IOException {
            String token = text.strip();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IOException("the token file " + file + " must hold one token");
            }
            return token;
        }
    }

    /// A private key and the host keys to trust, used by the system's ssh.
    record SshKey(Path key, Path knownHosts) implements GitAccess {
        /// ssh expands `%` and `$` in paths and parts them at blanks.
        private static final Pattern PLAIN = Pattern.compile("/[^\\s\"'%$\\\\]*");

        public SshKey {
            requirePlain(key);
            requirePlain(knownHosts);
        }

        private static void requirePlain(Path path) {
            if (!PLAIN.matcher(path.toString()).matches()) {
                throw new GitException(
                        "could not use "
                                + path
                                + " for ssh: the path must be absolute, without blanks, quotes, %, $"
                                + " and \\");
            }
        }
    }
}
