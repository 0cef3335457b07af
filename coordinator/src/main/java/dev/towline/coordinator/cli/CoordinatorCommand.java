package dev.towline.coordinator.cli;

import dev.towline.coordinator.Coordinator;
import dev.towline.coordinator.CoordinatorConfig;
import dev.towline.coordinator.CoordinatorConfig.PlainHttp;
import dev.towline.coordinator.CoordinatorSettings;
import dev.towline.coordinator.Exposure;
import dev.towline.logging.LogLines;
import dev.towline.process.Serving;
import dev.towline.settings.SettingsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command that runs a coordinator until it is told to end (SIGTERM or SIGINT: exit code 0).
@Command(
        name = "coordinator",
        mixinStandardHelpOptions = true,
        version = "towline 0.1.0",
        description = "Holds the desired commit of each environment, and serves agents and people.",
        subcommands = {
            AuditCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RotateKeyCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footer = "Exit code: 0 ended in order, 1 could not start, 2 wrong usage.")
public final class CoordinatorCommand implements Callable<Integer> {
    private static final int COULD_NOT_START = 1;
    private static final int USUAL_PORT = 7450;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, in YAML; the options here override them.")
    private @Nullable Path settings;

    @Option(names = "--port", description = "Port to serve on; 0 for any free one (default: 7450).")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the store, the keys, the first admin token (DIR/admin-token) and the"
                            + " address (DIR/address).")
    private @Nullable Path data;

    @Option(names = "--host", description = "Address to serve on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--insecure-http",
            description =
                    "Serve plain HTTP on an address that others reach; tokens can be read on the"
                            + " way unless a proxy adds TLS.")
    private boolean insecureHttp;

    @Mixin private CareOptions care = new CareOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Runs the command and ends the process.
    public static void main(String... arguments) {
        System.exit(new CommandLine(new CoordinatorCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        CoordinatorConfig config;
        try {
            config = config();
        } catch (SettingsException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        LogLines.install();
        try {
            Serving.untilTold(() -> Coordinator.start(config)::close);
            return 0;
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println(sentence(e));
            return COULD_NOT_START;
        }
    }

    /// The settings, with what the options say instead.
    private CoordinatorConfig config() throws SettingsException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ParameterException(spec.commandLine(), "--port is 0 to 65535, not " + port);
        }
        var given =
                settings == null ? usual() : CoordinatorSettings.read(settings, System.getenv());
        try {
            var config =
                    new CoordinatorConfig(
                            data == null ? given.data() : data,
                            host == null ? given.host() : host,
                            port == null ? given.port() : port,
                            given.clock(),
                            given.limits(),
                            insecureHttp ? PlainHttp.EVERYWHERE : given.plainHttp(),
                            given.tls(),
                            given.issuers(),
                            care.over(given.care()),
                            given.notifying());
            Exposure.requireSafe(config);
            return config;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private CoordinatorConfig usual() {
        if (data == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--data=DIR', or --config=FILE");
        }
        return new CoordinatorConfig(data, "127.0.0.1", USUAL_PORT, InstantSource.system());
    }

    private static String sentence(RuntimeException failure) {
        var cause =
                failure instanceof UncheckedIOException io && io.getCause() != null
                        ? io.getCause()
                        : failure;
        return "towline coordinator: " + cause.getMessage();
    }
}
