package dev.towline.coordinator.http;

import java.nio.file.Path;
import java.time.Duration;

/// Where a server's certificate is, in PEM.
///
/// @param certificate the certificate, then those that vouch for it
/// @param key its private key, as PKCS #8
/// @param lookEvery how often the files are looked at for a change
public record TlsFiles(Path certificate, Path key, Duration lookEvery) {
    private static final Duration USUAL = Duration.ofSeconds(10);

    public TlsFiles(Path certificate, Path key) {
        this(certificate, key, USUAL);
    }
}
