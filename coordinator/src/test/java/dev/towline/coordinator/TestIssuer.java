package dev.towline.coordinator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towline.coordinator.access.TrustRule;
import dev.towline.coordinator.access.TrustedIssuer;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Role;
import dev.towline.ids.EnvironmentName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Signs tokens as GitHub does for its workflows, and publishes the keys on loopback.
final class TestIssuer implements AutoCloseable {
    static final String NAME = "https://issuer.example";
    static final String AUDIENCE = "towline";

    final RSAKey rsa;
    final ECKey ec;
    final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String published;
    private final HttpServer server;

    TestIssuer() throws IOException, JOSEException {
        this.rsa = rsa("rsa-1");
        this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        this.published = keys(rsa, ec);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", this::answer);
        server.start();
    }

    static RSAKey rsa(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    static String keys(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true);
    }

    URI jwksUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    }

    void publish(int newStatus, String text) {
        status = newStatus;
        published = text;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            fetches.incrementAndGet();
            var body = published.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/jwks");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// What a token of a push to acme/shop's main branch says, made now and good for five minutes.
    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("repo:acme/shop:ref:refs/heads/main")
                .claim("repository", "acme/shop")
                .claim("ref", "refs/heads/main")
                .claim("ref_type", "branch")
                .claim("environment", "live")
                .claim("run_id", "42")
                .claim("run_attempt", "1")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, rsa);
    }

    /// What a coordinator trusts of it: acme/shop on main, in its environment `live`, deploys to
    /// staging; acme/shop on build registers builds.
    TrustedIssuer trusted() {
        var staging = new Reach.Only(Set.of(new EnvironmentName("staging")));
        return new TrustedIssuer(
                "github",
                NAME,
                jwksUrl(),
                AUDIENCE,
                List.of(
                        new TrustRule(
                                Role.DEPLOYER,
                                staging,
                                "acme/shop",
                                "main",
                                Map.of("environment", "live")),
                        new TrustRule(Role.CI, Reach.all(), "acme/shop", "build", Map.of())));
    }

    static String sign(JWTClaimsSet claims, JWK key) {
        try {
            return switch (key) {
                case RSAKey it -> sign(claims, JWSAlgorithm.RS256, it.getKeyID(), signer(it));
                case ECKey it ->
                        sign(claims, JWSAlgorithm.ES256, it.getKeyID(), new ECDSASigner(it));
                default -> throw new AssertionError(key);
            };
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSSigner signer(RSAKey key) throws JOSEException {
        return new RSASSASigner(key);
    }

    static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String key, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
