package dev.towline.agent;

import dev.towline.agent.link.CoordinatorLink;
import dev.towline.agent.link.Identity;
import dev.towline.agent.link.Machine;
import dev.towline.wire.EnrolmentRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes this VM a member of an environment with a one-time join token.
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this VM a member of an environment with a one-time join token.",
            "The identity is kept in the state folder, readable by its owner only."
        })
final class EnrolCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Default: the only one in the settings.")
    private @Nullable String environment;

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "Holds the join token; - reads it from standard input.")
    private Path tokenFile = Path.of("-");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "This VM's name on the coordinator; default: its host name.")
    private @Nullable String host;

    @Override
    public Integer call() throws Exception {
        var settings = config.read();
        var wanted = EnvironmentChoice.of(settings, environment, spec);
        var enrolment =
                CoordinatorLink.enrol(
                        settings.coordinator(),
                        settings.coordinatorCa(),
                        new EnrolmentRequest(token(), hostName()));
        if (!enrolment.environment().equals(wanted)) {
            throw new IllegalStateException(
                    "the join token was for " + enrolment.environment() + ", not for " + wanted);
        }
        Identity.of(settings.coordinator(), enrolment, Machine.ofThis())
                .write(Agent.identity(settings, wanted));
        var out = spec.commandLine().getOut();
        out.println("enrolled as " + enrolment.agent() + " in " + wanted);
        out.flush();
        return 0;
    }

    private String token() throws java.io.IOException {
        var bytes =
                tokenFile.toString().equals("-")
                        ? System.in.readAllBytes()
                        : Files.readAllBytes(tokenFile);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    private String hostName() {
        if (host != null) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException _) {
            return "vm";
        }
    }
}
