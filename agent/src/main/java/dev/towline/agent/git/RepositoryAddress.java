package dev.towline.agent.git;

import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// Where a repository is, and by which way it is reached.
///
/// A host, user or path that begins with `-` would be read as an option by ssh or git, and a
/// password in an address would end up in logs: both are refused.
record RepositoryAddress(URIish uri, Way way) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._+@-]+");

    enum Way {
        HTTP,
        SSH,
        /// git's own protocol: no credentials, no encryption, so only on this machine.
        GIT,
        FILE
    }

    static RepositoryAddress parse(String text) {
        if (text.isBlank() || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new GitException(
                    "could not use the repository's address: it is empty or has control signs");
        }
        try {
            var uri = new URIish(text);
            requireNoSecret(uri);
            requireNoOption(uri);
            return new RepositoryAddress(uri, wayTo(uri, text));
        } catch (URISyntaxException e) {
            // The exception's own message repeats the input, which may hold a password.
            throw new GitException("could not use the repository's address: it is not an address");
        }
    }

    private static Way wayTo(URIish uri, String text) {
        return switch (Optional.ofNullable(uri.getScheme()).orElse("")) {
            case "https" -> Way.HTTP;
            case "http" -> onLoopback(uri, Way.HTTP);
            case "git" -> onLoopback(uri, Way.GIT);
            case "ssh" -> toHost(uri);
            case "file" -> Way.FILE;
            case "" -> withoutScheme(uri, text);
            default -> throw refused(uri, "the scheme " + uri.getScheme() + " is not supported");
        };
    }

    private static Way withoutScheme(URIish uri, String text) {
        if (uri.getHost() != null) {
            return toHost(uri);
        }
        if (!text.startsWith("/")) {
            throw refused(uri, "a path must be absolute");
        }
        return Way.FILE;
    }

    private static Way toHost(URIish uri) {
        // git's helpers, "ext::sh -c …", look like a host and a path that begins with a colon.
        boolean helper = uri.getPath() == null || uri.getPath().startsWith(":");
        if (helper || uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
            throw refused(uri, "ssh needs a plain host name and a path");
        }
        if (uri.getUser() != null && !USER.matcher(uri.getUser()).matches()) {
            throw refused(uri, "ssh needs a plain user name");
        }
        return Way.SSH;
    }

    private static Way onLoopback(URIish uri, Way way) {
        if (uri.getHost() == null || !LOOPBACK.contains(uri.getHost())) {
            throw refused(uri, uri.getScheme() + " is only for this machine; use https or ssh");
        }
        return way;
    }

    private static void requireNoSecret(URIish uri) {
        if (uri.getPass() != null) {
            throw refused(uri.setPass(null), "a password belongs into a token file");
        }
    }

    private static void requireNoOption(URIish uri) {
        boolean option = looksLikeOption(uri.getHost()) || looksLikeOption(uri.getUser());
        if (option || looksLikeOption(uri.getPath()) || looksLikeOption(uri.getRawPath())) {
            throw refused(uri, "host, user and path must not begin with -");
        }
    }

    private static boolean looksLikeOption(@Nullable String part) {
        return part != null && part.startsWith("-");
    }

    private static GitException refused(URIish uri, String why) {
        return new GitException("could not use the repository " + uri.toString() + ": " + why);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
