package dev.towline.agent.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A raw commit, parted as git parts it: the signature, and all the rest, which was signed.
final class SignedCommit {
    private static final String SIGNATURE = "gpgsig";
    private static final Pattern COMMITTER =
            Pattern.compile(
                    "^committer [^\\n]*> (?<seconds>[0-9]{1,12}) [^\\n]*$", Pattern.MULTILINE);

    private final String signature;
    private final String content;

    private SignedCommit(String signature, String content) {
        this.signature = signature;
        this.content = content;
    }

    /// Bytes are kept as the letters of Latin-1, each its own.
    static SignedCommit parse(byte[] raw) throws MalformedException {
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\n\n");
        var headers = body < 0 ? text : text.substring(0, body + 1);
        int begin = header(headers, 0);
        if (begin < 0) {
            return new SignedCommit("", text);
        }
        int end = end(headers, begin);
        if (!headers.startsWith(SIGNATURE + " ", begin) || header(headers, end) >= 0) {
            throw new MalformedException("the commit has more or other signatures than one");
        }
        var signature = headers.substring(begin + SIGNATURE.length() + 1, end).replace("\n ", "\n");
        return new SignedCommit(signature, text.substring(0, begin) + text.substring(end));
    }

    /// Also of a header that git takes for a signature of another kind: it would not be signed.
    private static int header(String headers, int from) {
        if (headers.startsWith(SIGNATURE, from)) {
            return from;
        }
        int found = headers.indexOf("\n" + SIGNATURE, from == 0 ? 0 : from - 1);
        return found < 0 ? -1 : found + 1;
    }

    /// Lines that begin with a space go on with the one before.
    private static int end(String headers, int begin) {
        int at = begin;
        do {
            int feed = headers.indexOf('\n', at);
            at = feed < 0 ? headers.length() : feed + 1;
        } while (headers.startsWith(" ", at));
        return at;
    }

    /// As it stands in the commit; empty where it is not signed.
    String signature() {
        return signature;
    }

    byte[] content() {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// When it was committed, by its own word, as git judges a key's validity.
    Instant committed() throws MalformedException {
        var committer = COMMITTER.matcher(content);
        @Nullable String seconds = committer.find() ? committer.group("seconds") : null;
        if (seconds == null) {
            throw new MalformedException("the commit does not say when it was committed");
        }
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
