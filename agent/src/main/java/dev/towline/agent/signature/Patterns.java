package dev.towline.agent.signature;

import java.util.Arrays;

/// A list of patterns as OpenSSH has them (ssh_config(5), PATTERNS): `*`, `?`, and `!` for what
/// must not match.
///
/// @param list parted by commas
record Patterns(String list) {
    /// Whether one of them matches, and none that begins with `!`.
    boolean match(String text) {
        var patterns = list.split(",", -1);
        return Arrays.stream(patterns)
                        .noneMatch(it -> it.startsWith("!") && one(it.substring(1), text))
                && Arrays.stream(patterns).anyMatch(it -> !it.startsWith("!") && one(it, text));
    }

    /// Goes back to the last star only, so that no pattern takes long.
    private static boolean one(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int letter = 0;
        while (letter < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = letter;
            } else if (at < pattern.length() && takes(pattern.charAt(at), text.charAt(letter))) {
                at++;
                letter++;
            } else if (star >= 0) {
                at = star + 1;
                letter = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(it -> it == '*');
    }

    private static boolean takes(char pattern, char letter) {
        return pattern == '?' || pattern == letter;
    }
}
