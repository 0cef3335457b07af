package dev.towline.agent.demo;

import dev.towline.ids.ImageDigest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The registry's HTTP interface, as far as pushing needs it:
/// https://distribution.github.io/distribution/spec/api/
final class RegistryApi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final URI registry;

    RegistryApi(URI registry) {
        this.registry = registry;
    }

    /// Stores bytes under their digest, where they are not there yet.
    void putBlob(String repository, byte[] bytes) {
        var digest = Digests.sha256(bytes);
        if (!hasBlob(repository, digest)) {
            var place = at(repository, "blobs/uploads/");
            var upload = send(request(place).POST(BodyPublishers.noBody()), 202);
            upload(location(upload), digest, bytes);
        }
    }

    void putManifest(String repository, String tag, String type, byte[] bytes) {
        var request = request(at(repository, "manifests/" + tag)).header("Content-Type", type);
        send(request.PUT(BodyPublishers.ofByteArray(bytes)), 201);
    }

    void deleteManifest(String repository, ImageDigest digest) {
        send(request(at(repository, "manifests/" + digest)).DELETE(), 202);
    }

    private boolean hasBlob(String repository, ImageDigest digest) {
        return exchange(request(at(repository, "blobs/" + digest)).HEAD()).statusCode() == 200;
    }

    private void upload(URI place, ImageDigest digest, byte[] bytes) {
        var separator = place.getRawQuery() == null ? "?" : "&";
        var target = URI.create(place + separator + "digest=" + digest);
        var request = request(target).header("Content-Type", "application/octet-stream");
        send(request.PUT(BodyPublishers.ofByteArray(bytes)), 201);
    }

    private URI location(HttpResponse<String> upload) {
        return registry.resolve(upload.headers().firstValue("Location").orElseThrow());
    }

    private URI at(String repository, String rest) {
        return registry.resolve("/v2/" + repository + "/" + rest);
    }

    private static HttpRequest.Builder request(URI place) {
        return HttpRequest.newBuilder(place).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int wanted) {
        var answer = exchange(request);
        if (answer.statusCode() != wanted) {
            throw new DemoException(
                    "could not push to %s: status %d instead of %d, %s"
                            .formatted(answer.uri(), answer.statusCode(), wanted, answer.body()));
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("could not reach the registry at " + registry, e);
        } catch (InterruptedException e) {
            throw DemoException.interrupted("reach the registry", e);
        }
    }
}
