package dev.towline.coordinator.notify;

/// The beginning of a text, for messages that must not become too long.
final class Excerpt {
    private Excerpt() {}

    static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Not in the middle of a character that takes two.
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
