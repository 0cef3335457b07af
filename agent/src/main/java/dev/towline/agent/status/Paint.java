package dev.towline.agent.status;

/// Whether the text may use colours.
public enum Paint {
    /// A terminal reads it.
    COLOURED,
    /// A file, a pipe or a test reads it.
    PLAIN;

    private static final String RESET = "\u001B[0m";

    String green(String text) {
        return painted("\u001B[32m", text);
    }

    String yellow(String text) {
        return painted("\u001B[33m", text);
    }

    String red(String text) {
        return painted("\u001B[31m", text);
    }

    private String painted(String colour, String text) {
        return this == PLAIN ? text : colour + text + RESET;
    }
}
