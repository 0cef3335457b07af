package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | pull access denied for x, repository does not exist or may require"
                        + " 'docker login': denied: requested access to the resource is denied",
                "500 | Get \"https://r/v2/x/manifests/1\": no basic auth credentials",
                "500 | Head \"https://r/v2/x/manifests/1\": unauthorized: authentication required",
                "200 | error pulling image configuration: 403 Forbidden"
            })
    void aRegistryThatSaysNoIsDenied(int status, String message) {
        assertThat(new PullFailure("r/x:1", status, message).lasting())
                .contains(new PullOutcome.Denied("could not pull r/x:1: " + message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | manifest for r/x:2 not found: manifest unknown: manifest unknown",
                "500 | name unknown: repository name not known to registry",
                "200 | no matching manifest for linux/arm64 in the manifest list entries"
            })
    void anImageThatTheRegistryDoesNotHaveIsMissing(int status, String message) {
        assertThat(new PullFailure("r/x:1", status, message).lasting())
                .contains(new PullOutcome.Missing("could not pull r/x:1: " + message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | failed to register layer: Error processing tar file(exit status 1): write"
                        + " /bin/x: no space left on device",
                "500 | write /var/lib/docker/tmp/GetImageBlob1: no space left on device",
                "200 | write /x: disk quota exceeded"
            })
    void aFullDiskIsToldAsSuch(int status, String message) {
        assertThat(new PullFailure("r/x:1", status, message).lasting())
                .contains(
                        new PullOutcome.NoSpace(
                                "could not pull r/x:1, no space left on the engine's disk: "
                                        + message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get \"http://127.0.0.1:5000/v2/\": dial tcp 127.0.0.1:5000: connect: connection"
                        + " refused",
                "dial tcp: lookup registry.example: no such host",
                "received unexpected HTTP status: 503 Service Unavailable",
                "toomanyrequests: You have reached your pull rate limit",
                "unexpected EOF",
                "net/http: TLS handshake timeout",
                "Get \"https://r.example/v2/401k/manifests/forbidden-planet\": context deadline"
                        + " exceeded"
            })
    void whatMayPassIsTriedAgain(String message) {
        assertThat(new PullFailure("r/x:1", 500, message).lasting()).isEmpty();
    }

    @Test
    void aHelperThatFailsMayWorkLater() {
        assertThat(new PullFailure("r/x:1", 0, "credentials expired").lasting()).isEmpty();
    }
}
