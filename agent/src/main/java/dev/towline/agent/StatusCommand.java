package dev.towline.agent;

import dev.towline.agent.status.Paint;
import dev.towline.agent.status.StatusText;
import dev.towline.wire.Json;
import dev.towline.wire.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints what the running agent says of its environments.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the running agent says of its environments.",
            "Exit code 0 when all of them are converged, else 1."
        })
final class StatusCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Prints the agent's own answer.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var address = config.read().status();
        var base = "http://" + address.getHostString() + ":" + address.getPort();
        try (var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()) {
            var body = get(client, URI.create(base + "/status"));
            var out = spec.commandLine().getOut();
            var statuses = statuses(body);
            out.println(json ? body : words(statuses));
            out.flush();
            return statuses.stream()
                            .allMatch(it -> it.status() == dev.towline.wire.Condition.CONVERGED)
                    ? 0
                    : 1;
        }
    }

    private static String get(HttpClient client, URI uri) throws Exception {
        try {
            var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (java.io.IOException e) {
            throw new java.io.IOException(
                    "the agent does not answer at " + uri + ": is it running?", e);
        }
    }

    private static List<Status> statuses(String body) throws Exception {
        return body.stripLeading().startsWith("[")
                ? List.of(Json.read(body, Status[].class))
                : List.of(Json.read(body, Status.class));
    }

    private static String words(List<Status> statuses) {
        return String.join(
                "\n", statuses.stream().map(it -> StatusText.of(it, Paint.PLAIN)).toList());
    }
}
