package dev.towline.agent.signature;

import java.util.Base64;

/// What stands around a signature where it is text: base64 between two lines.
final class Armour {
    static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    static final String END = "-----END SSH SIGNATURE-----";
    private static final int LONGEST = 64 * 1024;

    private Armour() {}

    static byte[] open(String text) throws MalformedException {
        if (text.length() > LONGEST) {
            throw new MalformedException("it has more than " + LONGEST + " characters");
        }
        var body = text.strip();
        if (!body.startsWith(BEGIN) || !body.endsWith(END)) {
            throw new MalformedException("it is not between " + BEGIN + " and " + END);
        }
        body =
                body.substring(
                        BEGIN.length(), Math.max(BEGIN.length(), body.length() - END.length()));
        try {
            return Base64.getDecoder().decode(body.replaceAll("[ \\t\\r\\n]", ""));
        } catch (IllegalArgumentException _) {
            throw new MalformedException("it is not base64");
        }
    }
}
