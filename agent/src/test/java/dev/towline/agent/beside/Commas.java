package dev.towline.agent.beside;

import java.util.List;
import java.util.regex.Pattern;

/// Lists with commas, as Compose writes them into labels.
final class Commas {
    private static final Pattern COMMA = Pattern.compile(",");

    private Commas() {}

    static List<String> parts(String text) {
        return COMMA.splitAsStream(text).toList();
    }
}
