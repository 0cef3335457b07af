package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.coordinator.access.TrustedIssuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workflows that come with a token of their issuer. Its rules: acme/shop on main, in its
/// environment `live`, deploys to staging; acme/shop on build registers builds.
final class OidcTest {
    @TempDir private Path data;
    private TestIssuer issuer;
    private TestCoordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        coordinator = new TestCoordinator(data, config -> config.with(List.of(issuer.trusted())));
        coordinator.define("staging");
        coordinator.define("production");
    }

    @AfterEach
    void stop() {
        coordinator.close();
        issuer.close();
    }

    private JWTClaimsSet.Builder claims() {
        return TestIssuer.claims(coordinator.now.get());
    }

    private Reply deploy(String environment, String token) {
        return coordinator.send(
                "PUT",
                "/api/v1/environments/" + environment + "/desired",
                token,
                TestCoordinator.order(SHA_1));
    }

    private int ask(String token) {
        return coordinator.send("GET", "/api/v1/environments", token, "").status();
    }

    @Test
    void letsAWorkflowDoWhatItsRuleSays() {
        var token = issuer.sign(claims().build());

        assertThat(deploy("staging", token).status()).isEqualTo(202);
        assertThat(deploy("production", token).status()).isEqualTo(403);
        assertThat(coordinator.send("GET", "/api/v1/tokens", token, "").status()).isEqualTo(403);
        assertThat(register(token)).isEqualTo(403);
    }

    private int register(String token) {
        return coordinator
                .send("PUT", "/api/v1/builds/" + SHA_1, token, "{\"status\":\"passed\"}")
                .status();
    }

    @Test
    void takesTheRuleOfTheBranch() {
        var token = issuer.sign(claims().claim("ref", "refs/heads/build").build());

        assertThat(register(token)).isEqualTo(201);
        assertThat(deploy("staging", token).status()).isEqualTo(403);
    }

    @Test
    void writesDownRepositoryBranchAndRun() {
        deploy("staging", issuer.sign(claims().build()));

        assertThat(coordinator.get("/api/v1/audit").json().get(0).at("/who").asText())
                .isEqualTo("acme/shop@refs/heads/main run 42 attempt 1 (token oidc github)");
    }

    @Test
    void writesNothingDownThatARunIsNot() {
        deploy("staging", issuer.sign(claims().claim("run_id", "42\nadmin").build()));

        assertThat(coordinator.get("/api/v1/audit").json().get(0).at("/who").asText())
                .startsWith("acme/shop@refs/heads/main run unknown attempt 1");
    }

    @Test
    void takesEllipticCurvesAsWell() {
        assertThat(ask(TestIssuer.sign(claims().build(), issuer.ec))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example",
        "aud, another-service",
        "repository, acme/shop2",
        "repository, evil/shop",
        "repository, ACME/shop",
        "ref, refs/heads/dev",
        "ref, refs/heads/main/x",
        "ref, refs/tags/main",
        "ref, refs/pull/7/merge",
        "ref, main",
        "environment, test",
        "environment,",
        "sub,",
    })
    void refusesATokenThatFitsNoRule(String claim, String value) {
        var claims = claims().claim(claim, value).build();

        assertThat(ask(issuer.sign(claims))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -59, 200",
        "exp, -61, 401",
        "nbf, 59, 200",
        "nbf, 61, 401",
        "iat, 59, 200",
        "iat, 61, 401",
    })
    void allowsForAMinuteBetweenClocks(String claim, long seconds, int status) {
        var time = Date.from(coordinator.now.get().plusSeconds(seconds));

        assertThat(ask(issuer.sign(claims().claim(claim, time).build()))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat"})
    void wantsToKnowTheTimesOfAToken(String claim) {
        assertThat(ask(issuer.sign(claims().claim(claim, null).build()))).isEqualTo(401);
    }

    @Test
    void refusesATokenThatNobodySigned() {
        assertThat(ask(new PlainJWT(claims().build()).serialize())).isEqualTo(401);
    }

    @Test
    void refusesATokenThatIsSignedWithThePublicKeyAsASecret() throws Exception {
        for (var secret :
                List.of(
                        issuer.rsa.toRSAPublicKey().getEncoded(),
                        TestCertificate.pem("PUBLIC KEY", issuer.rsa.toRSAPublicKey().getEncoded())
                                .getBytes(StandardCharsets.US_ASCII))) {
            var token =
                    TestIssuer.sign(
                            claims().build(),
                            JWSAlgorithm.HS256,
                            issuer.rsa.getKeyID(),
                            new MACSigner(secret));
            assertThat(ask(token)).isEqualTo(401);
        }
    }

    @Test
    void refusesOtherAlgorithmsOfAGoodKey() throws Exception {
        for (var algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            var token =
                    TestIssuer.sign(
                            claims().build(),
                            algorithm,
                            issuer.rsa.getKeyID(),
                            new RSASSASigner(issuer.rsa));
            assertThat(ask(token)).isEqualTo(401);
        }
    }

    @Test
    void refusesAKeyThatTheIssuerDoesNotPublish() throws Exception {
        var stranger = TestIssuer.rsa(issuer.rsa.getKeyID());

        assertThat(ask(TestIssuer.sign(claims().build(), stranger))).isEqualTo(401);
    }

    @Test
    void refusesAChangedToken() {
        var parts = issuer.sign(claims().claim("ref", "refs/heads/dev").build());
        var changed = claims().build().toString().getBytes(StandardCharsets.UTF_8);
        var forged =
                parts.substring(0, parts.indexOf('.') + 1)
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(changed)
                        + parts.substring(parts.lastIndexOf('.'));

        assertThat(ask(forged)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4000})
    void refusesATokenWithADeepHeader(int depth) {
        var deep = "{\"alg\":\"RS256\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        var header =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(deep.getBytes(StandardCharsets.US_ASCII));

        assertThat(ask(header + ".e30.AAAA")).isEqualTo(401);
    }

    @Test
    void fetchesTheKeysOnceAMinuteHoweverManyUnknownOnesAreNamed() throws Exception {
        assertThat(ask(issuer.sign(claims().build()))).isEqualTo(200);
        pass(Duration.ofMinutes(2));
        for (int i = 0; i < 20; i++) {
            var key = new RSAKey.Builder(issuer.rsa).keyID("unknown-" + i).build();
            assertThat(ask(TestIssuer.sign(claims().build(), key))).isIn(401, 429);
        }

        assertThat(issuer.fetches).hasValue(2);
    }

    private void pass(Duration time) {
        coordinator.now.updateAndGet(it -> it.plus(time));
    }

    @Test
    void takesANewKeyWithinAMinute() throws Exception {
        ask(issuer.sign(claims().build()));
        var next = TestIssuer.rsa("rsa-2");
        issuer.publish(200, TestIssuer.keys(next));
        pass(Duration.ofMinutes(1));

        assertThat(ask(TestIssuer.sign(claims().build(), next))).isEqualTo(200);
        assertThat(ask(issuer.sign(claims().build()))).isEqualTo(401);
    }

    @Test
    void goesOnWithTheKnownKeysWhileTheIssuerIsAway() {
        ask(issuer.sign(claims().build()));
        issuer.publish(503, "away");

        pass(Duration.ofHours(2));
        assertThat(ask(issuer.sign(claims().build()))).isEqualTo(200);

        pass(Duration.ofDays(1));
        assertThat(ask(issuer.sign(claims().build()))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"302", "200"})
    void takesNoKeysFromElsewhereOrWithoutEnd(int status) {
        issuer.publish(
                status,
                TestIssuer.keys(issuer.rsa) + (status == 200 ? " ".repeat(300 * 1024) : ""));

        assertThat(ask(issuer.sign(claims().build()))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://issuer.example/jwks", "http://127.0.0.1.example/jwks", "file:/k"})
    void fetchesKeysOnlyWhereNobodyCanChangeThem(String url) {
        assertThatThrownBy(() ->
                        new TrustedIssuer("x", "https://x", URI.create(url), "towline", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsWhenTheTokenIsOver() {
        var token = issuer.sign(claims().build());
        assertThat(ask(token)).isEqualTo(200);

        pass(Duration.ofMinutes(6).plusSeconds(1));

        assertThat(ask(token)).isEqualTo(401);
    }
}
