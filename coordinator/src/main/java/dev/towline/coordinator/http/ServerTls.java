package dev.towline.coordinator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's side of TLS, with a certificate that may be replaced on the disk while it serves.
///
/// The files are looked at every few seconds instead of watched: that sees every way of replacing
/// them, links included. Only a pair that fits is taken; until there is one the old stays.
/// Connections that stand go on with what they began with.
final class ServerTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long LARGEST = 256 * 1024;
    private static final int RESUMED_FOR_SECONDS = 3600;

    private final TlsFiles files;
    private final ChangingKeys keys;
    private final SSLContext context;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("certificate").factory());
    private Pair tried;

    /// The texts of both files.
    private record Pair(String certificate, String key) {
        Credentials credentials() {
            return Credentials.of(certificate, key);
        }

        /// Leaves the key out.
        @Override
        public String toString() {
            return "Pair[]";
        }
    }

    private ServerTls(TlsFiles files, Pair first) {
        this.files = files;
        this.tried = first;
        this.keys = new ChangingKeys(first.credentials());
        this.context = context(keys);
        var pause = files.lookEvery().toMillis();
        var _ = clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /// Reads the files and begins to look after them.
    ///
    /// @throws TlsException where they cannot be read, or do not belong together
    static ServerTls of(TlsFiles files) {
        return new ServerTls(files, read(files));
    }

    private static SSLContext context(KeyManager keys) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            context.getServerSessionContext().setSessionTimeout(RESUMED_FOR_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsException("could not set up TLS: " + e.getMessage(), e);
        }
    }

    SSLContext context() {
        return context;
    }

    private static Pair read(TlsFiles files) {
        return new Pair(text(files.certificate()), text(files.key()));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TlsException("could not read " + file + ": larger than " + LARGEST);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException("could not read " + file + ": " + e, e);
        }
    }

    private void look() {
        try {
            var found = read(files);
            if (!found.equals(tried)) {
                tried = found;
                change(found.credentials());
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("file", files.certificate())
                    .addKeyValue("error", e.getMessage())
                    .log("Could not take the new certificate; goes on with the old one");
        }
    }

    private void change(Credentials credentials) {
        keys.change(credentials);
        LOG.atInfo()
                .addKeyValue("file", files.certificate())
                .addKeyValue("until", credentials.chain().getFirst().getNotAfter().toInstant())
                .log("Serves a new certificate");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
