package dev.towline.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// Log records as one line each on standard error, for the journal of the host: time, level,
/// logger, then the message with its key-values. Control characters are made visible and the lines
/// of a stack trace are indented, so that no text from outside begins a line of its own.
public final class LogLines extends Formatter {
    private static final String PROJECT = "dev.towline";

    /// The JDK forgets loggers that nobody holds, and their levels with them.
    private static final List<Logger> LEVELS =
            List.of(Logger.getLogger(""), Logger.getLogger(PROJECT));

    LogLines() {}

    /// Makes all logging of this process go to standard error, libraries from WARNING on.
    public static void install() {
        LogManager.getLogManager().reset();
        var console = new ConsoleHandler();
        console.setFormatter(new LogLines());
        console.setLevel(Level.ALL);
        LEVELS.getFirst().addHandler(console);
        LEVELS.getFirst().setLevel(Level.WARNING);
        LEVELS.getLast().setLevel(Level.INFO);
    }

    @Override
    public String format(LogRecord record) {
        return record.getInstant()
                + " "
                + record.getLevel()
                + " "
                + simpleName(record.getLoggerName())
                + " "
                + visible(formatMessage(record))
                + cause(record)
                + "\n";
    }

    private static String simpleName(String logger) {
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String visible(String text) {
        var out = new StringBuilder(text.length());
        text.chars()
                .forEach(it ->
                        out.append(
                                isNoText(it)
                                        ? "\\u%04x".formatted(it)
                                        : Character.toString((char) it)));
        return out.toString();
    }

    /// Also what only some readers take for the end of a line, or for an order to show the rest
    /// backwards.
    private static boolean isNoText(int sign) {
        return Character.isISOControl(sign)
                || sign == '\u2028'
                || sign == '\u2029'
                || (sign >= '\u202a' && sign <= '\u202e')
                || (sign >= '\u2066' && sign <= '\u2069');
    }

    private static String cause(LogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        var trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace, true));
        return trace.toString()
                .stripTrailing()
                .lines()
                .map(line -> "\n  " + visible(line.replace("\t", "  ")))
                .collect(Collectors.joining());
    }
}
