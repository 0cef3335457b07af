package dev.towline.agent.signature;

import java.time.ZoneId;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one line of an allowed-signers file: principals, options if any, key type, key, comment.
final class SignerLine {
    private static final int LONGEST = 16 * 1024;

    // Possessive, so that it neither goes back nor deep.
    private static final Pattern LINE =
            Pattern.compile(
                    """
                    (?:"(?<quoted>[^"]*)"|(?<plain>[^" \\t]\\S*))[ \\t]+\
                    (?:(?<options>[^ \\t"]*+(?:"[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"[^ \\t"]*+)*+)[ \\t]+)??\
                    (?<type>(?:ssh-|sk-|ecdsa-)[^ \\t="]+)[ \\t]+\
                    (?<key>[A-Za-z0-9+/=]+)\
                    (?:[ \\t].*)?\
                    """);

    private SignerLine() {}

    static Signer parse(int number, String line, ZoneId zone) throws MalformedException {
        if (line.length() > LONGEST) {
            throw new MalformedException("it has more than " + LONGEST + " characters");
        }
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new MalformedException(
                    "it must be principals, options if any, the key's type and the key");
        }
        var written = parts.group("options");
        var options = written == null ? SignerOptions.NONE : SignerOptions.parse(written, zone);
        return new Signer(
                number,
                new Patterns(principals(parts)),
                key(parts.group("type"), parts.group("key")),
                options.namespaces(),
                options.after(),
                options.before());
    }

    private static String principals(Matcher parts) {
        var quoted = parts.group("quoted");
        return quoted == null ? parts.group("plain") : quoted;
    }

    private static SshKey key(String type, String base64) throws MalformedException {
        var wanted = KeyType.named(type);
        try {
            var key = SshKey.parse(Base64.getDecoder().decode(base64));
            if (key.type() == wanted) {
                return key;
            }
        } catch (IllegalArgumentException _) {
            throw new MalformedException("its key is not base64");
        }
        throw new MalformedException("its key is not of the type " + type);
    }
}
