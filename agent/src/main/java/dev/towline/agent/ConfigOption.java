package dev.towline.agent;

import dev.towline.settings.SettingsException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which settings file.
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/towline/agent.yml",
            description = "The agent's settings; default: ${DEFAULT-VALUE}.")
    private Path file = Path.of("/etc/towline/agent.yml");

    AgentConfig read() throws SettingsException {
        return AgentConfig.read(file, System.getenv());
    }
}
