package dev.towline.coordinator.cli;

import dev.towline.coordinator.Coordinator;
import dev.towline.coordinator.CoordinatorConfig;
import dev.towline.logging.LogLines;
import dev.towline.process.Serving;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
        footer = "Exit code: 0 ended in order, 1 could not start, 2 wrong usage.")
public final class CoordinatorCommand implements Callable<Integer> {
    private static final int COULD_NOT_START = 1;

    @Option(
            names = "--port",
            defaultValue = "7450",
            description = "Port to serve on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder of the store, the keys, the first admin token (DIR/admin-token) and the"
                            + " address (DIR/address).")
    private Path data = Path.of("");

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to serve on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--insecure-http",
            description =
                    "Serve plain HTTP on an address that others reach; tokens can be read on the"
                            + " way unless a proxy adds TLS.")
    private boolean insecureHttp;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Runs the command and ends the process.
    public static void main(String... arguments) {
        System.exit(new CommandLine(new CoordinatorCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        requireSafeAddress();
        LogLines.install();
        try {
            Serving.untilTold(() -> Coordinator.start(config())::close);
            return 0;
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println(sentence(e));
            return COULD_NOT_START;
        }
    }

    private CoordinatorConfig config() {
        return new CoordinatorConfig(data, host, port, InstantSource.system());
    }

    private void requireSafeAddress() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port is 0 to 65535, not " + port);
        }
        try {
            if (!insecureHttp && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--host "
                                + host
                                + " can be reached by others, and HTTP shows them the tokens;"
                                + " serve on 127.0.0.1 behind a proxy with TLS, or say"
                                + " --insecure-http");
            }
        } catch (UnknownHostException _) {
            throw new ParameterException(spec.commandLine(), "--host " + host + " is unknown");
        }
    }

    private static String sentence(RuntimeException failure) {
        var cause =
                failure instanceof UncheckedIOException io && io.getCause() != null
                        ? io.getCause()
                        : failure;
        return "towline coordinator: " + cause.getMessage();
    }
}
