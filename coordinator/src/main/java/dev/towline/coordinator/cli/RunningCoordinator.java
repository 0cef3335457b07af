package dev.towline.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.store.BackupFile;
import dev.towline.coordinator.store.StoreException;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The coordinator that serves from a folder of this machine, asked over its interface.
final class RunningCoordinator {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Path data;
    private final Path tokenFile;

    RunningCoordinator(Path data, @Nullable Path tokenFile) {
        this.data = data;
        this.tokenFile = Optional.ofNullable(tokenFile).orElse(data.resolve("admin-token"));
    }

    /// Has a backup made, and copies it out of the coordinator's folder of them.
    ///
    /// @throws StoreException where it cannot
    void backUp(Path file, String reason) {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request(reason), BodyHandlers.ofString());
            BackupFile.write(Path.of(made(answer)), file);
        } catch (IOException e) {
            throw new StoreException("could not ask the coordinator that runs: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the backup was made");
        }
    }

    private HttpRequest request(String reason) throws IOException {
        var address = Files.readString(data.resolve("address")).strip();
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/backups"))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
                .POST(BodyPublishers.ofByteArray(Json.bytes(Map.of("reason", reason))))
                .build();
    }

    private static String made(HttpResponse<String> answer) throws IOException {
        var body = Json.read(answer.body(), JsonNode.class);
        if (answer.statusCode() != 201) {
            throw new IOException(
                    "it answers " + answer.statusCode() + ": " + body.path("detail").asText());
        }
        return body.path("file").asText();
    }
}
