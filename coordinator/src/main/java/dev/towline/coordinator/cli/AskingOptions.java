package dev.towline.coordinator.cli;

import dev.towline.settings.HttpUrl;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            converter = Url.class,
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

    /// Reads `https://towline.example.org`.
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            var url =
                    HttpUrl.parse(text)
                            .orElseThrow(() ->
                                    new TypeConversionException(
                                            "wanted is " + HttpUrl.FORM + ", not " + text));
            if (HttpUrl.isInTheClear(url)) {
                throw new TypeConversionException(
                        "must be https; the token would go over the network in the clear");
            }
            return url;
        }
    }
}
