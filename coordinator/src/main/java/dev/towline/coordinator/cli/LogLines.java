package dev.towline.coordinator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Log records as one line each on standard error: time, level, logger, message.
final class LogLines extends Formatter {

    static void install() {
        LogManager.getLogManager().reset();
        var console = new ConsoleHandler();
        console.setFormatter(new LogLines());
        Logger.getLogger("").addHandler(console);
        Logger.getLogger("io.helidon").setLevel(Level.WARNING);
    }

    @Override
    public String format(LogRecord record) {
        return record.getInstant()
                + " "
                + record.getLevel()
                + " "
                + record.getLoggerName()
                + " "
                + formatMessage(record)
                + cause(record)
                + "\n";
    }

    private static String cause(LogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        var trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace, true));
        return "\n" + trace.toString().stripTrailing();
    }
}
