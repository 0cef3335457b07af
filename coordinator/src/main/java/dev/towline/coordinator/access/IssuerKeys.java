package dev.towline.coordinator.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that an issuer publishes (RFC 7517), kept for an hour.
///
/// A token that names an unknown key makes them be fetched again, once a minute at most: anybody
/// can write such a token, and an issuer's new key must count soon all the same. While they cannot
/// be fetched, those that are known count for a day. Whoever names a known key waits for nobody.
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FIRST_TRIES = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int LARGEST = 256 * 1024;

    private final URI url;
    private final HttpClient http;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    private @Nullable Instant tried;

    IssuerKeys(URI url, HttpClient http, InstantSource clock) {
        this.url = url;
        this.http = http;
        this.clock = clock;
    }

    private record Fetched(JWKSet keys, Instant at) {
        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(at.plus(age));
        }
    }

    @Override
    public List<JWK> get(JWKSelector wanted, SecurityContext context) throws KeySourceException {
        var known = fetched;
        if (known != null && known.isYoungerThan(FRESH, clock.instant())) {
            var found = wanted.select(known.keys());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return wanted.select(newer(known).keys());
    }

    /// Fetches the keys, unless somebody else has meanwhile or it was tried just now.
    private Fetched newer(@Nullable Fetched known) throws KeySourceException {
        lock.lock();
        try {
            var now = clock.instant();
            if (Objects.equals(at(fetched), at(known)) && mayTry(now)) {
                tried = now;
                fetch(now);
            }
            return usable(now);
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Instant at(@Nullable Fetched fetched) {
        return fetched == null ? null : fetched.at();
    }

    private boolean mayTry(Instant now) {
        var pause = fetched == null ? BETWEEN_FIRST_TRIES : BETWEEN_TRIES;
        return tried == null || !now.isBefore(tried.plus(pause));
    }

    private Fetched usable(Instant now) throws KeySourceException {
        var known = fetched;
        if (known == null || !known.isYoungerThan(USABLE, now)) {
            throw new KeySourceException("the keys of the issuer cannot be had now");
        }
        return known;
    }

    private void fetch(Instant now) {
        try {
            fetched = new Fetched(JWKSet.parse(text()), now);
        } catch (ExecutionException | TimeoutException | ParseException e) {
            warn(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn(e);
        }
    }

    private void warn(Exception e) {
        LOG.atWarn()
                .addKeyValue("url", url)
                .addKeyValue("error", e.toString())
                .log("Could not fetch an issuer's keys");
    }

    private String text() throws ExecutionException, InterruptedException, TimeoutException {
        var answer =
                http.sendAsync(
                        HttpRequest.newBuilder(url).GET().build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            var found = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            // Anything but a set of keys does not parse.
            return found.statusCode() == 200 ? found.body() : "status " + found.statusCode();
        } finally {
            answer.cancel(true);
        }
    }
}
