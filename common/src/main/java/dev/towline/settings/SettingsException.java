package dev.towline.settings;

import java.util.List;

/// Settings that cannot be used, with everything that is wrong with them.
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsException(String file, List<String> problems) {
        super("could not use the settings " + file + ":\n  " + String.join("\n  ", problems));
    }
}
