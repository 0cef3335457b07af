package dev.towline.agent.docker;

import java.io.IOException;

/// Failures of an engine for tests in other packages.
public final class EngineFaults {
    private EngineFaults() {}

    /// The engine does not answer.
    public static EngineException silent(String message) {
        return new EngineException.Silent(message, new IOException(message));
    }
}
