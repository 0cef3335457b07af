package dev.towline.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.store.BackupFile;
import dev.towline.coordinator.store.StoreException;
import dev.towline.settings.PrivateCa;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import java.io.IOException;
import java.net.ConnectException;
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
import org.jspecify.annotations.Nullable;

/// The coordinator that serves from a folder of this machine, asked over its interface.
///
/// @param url null: where the folder says
/// @param ca the only authority that vouches for it; null: the system's
record RunningCoordinator(Path data, Path tokenFile, @Nullable URI url, @Nullable Path ca) {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /// Has a backup made, and copies it out of the coordinator's folder of them.
    ///
    /// @throws StoreException where it cannot
    void backUp(Path file, String reason) {
        try {
            var made = post("/api/v1/backups", reason, JsonNode.class);
            BackupFile.write(Path.of(made.path("file").asText()), file);
        } catch (IOException e) {
            throw unasked(e);
        }
    }

    /// Has the key rotated that orders are signed with.
    ///
    /// @throws StoreException where it cannot
    KeyRotation rotateKey(String reason) {
        try {
            return post("/api/v1/keys", reason, KeyRotation.class);
        } catch (IOException e) {
            throw unasked(e);
        }
    }

    private static StoreException unasked(IOException failure) {
        return new StoreException(
                "could not ask the coordinator that runs: " + failure.getMessage());
    }

    private <T> T post(String path, String reason, Class<T> type) throws IOException {
        var answer = send(request(path, reason));
        if (answer.statusCode() != 201) {
            var detail = Json.read(answer.body(), JsonNode.class).path("detail").asText();
            throw new IOException("it answers " + answer.statusCode() + ": " + detail);
        }
        return Json.read(answer.body(), type);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try (var http = client()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("nobody answers at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was asked", e);
        }
    }

    private HttpClient client() throws IOException {
        return ca == null
                ? HttpClient.newHttpClient()
                : HttpClient.newBuilder().sslContext(PrivateCa.trusting(ca)).build();
    }

    private String address() throws IOException {
        return url == null
                ? Files.readString(data.resolve("address")).strip()
                : url.toString().replaceAll("/+$", "");
    }

    private HttpRequest request(String path, String reason) throws IOException {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
                .POST(BodyPublishers.ofByteArray(Json.bytes(Map.of("reason", reason))))
                .build();
    }
}
