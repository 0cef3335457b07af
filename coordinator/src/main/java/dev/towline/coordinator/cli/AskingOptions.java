package dev.towline.coordinator.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that ask the coordinator that serves from a folder of this machine.
final class AskingOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The coordinator's folder.")
    private Path data = Path.of("");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "An administrator's token, for a coordinator that runs (default:"
                            + " DIR/admin-token).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where the coordinator that runs answers, by the name in its certificate"
                            + " (default: what DIR/address says).")
    private @Nullable URI url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Certificates of the authority that alone vouches for it, PEM (default: the"
                            + " system's).")
    private @Nullable Path ca;

    Path data() {
        return data;
    }

    RunningCoordinator running() {
        return new RunningCoordinator(
                data, tokenFile == null ? data.resolve("admin-token") : tokenFile, url, ca);
    }
}
