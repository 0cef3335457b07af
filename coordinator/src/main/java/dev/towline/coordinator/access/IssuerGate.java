package dev.towline.coordinator.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Gate;
import dev.towline.coordinator.http.Pass;
import dev.towline.coordinator.http.Refusal;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Lets in workflows by the tokens that their issuer signs for them (OpenID Connect), so that a
/// pipeline keeps no secret. The library checks form, signature and times; only RS256 and ES256
/// count.
final class IssuerGate implements Gate, AutoCloseable {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final InstantSource clock;
    private final List<Trust> trusts;

    IssuerGate(List<TrustedIssuer> issuers, InstantSource clock) {
        this.clock = clock;
        this.trusts =
                issuers.stream().map(it -> new Trust(it, processor(it, http, clock))).toList();
    }

    private record Trust(TrustedIssuer issuer, DefaultJWTProcessor<SecurityContext> processor) {
        boolean concerns(JWTClaimsSet claims) {
            return issuer.issuer().equals(claims.getIssuer())
                    && claims.getAudience().contains(issuer.audience());
        }
    }

    /// Whether the text has the form of such a token.
    static boolean isFor(String text) {
        return text.startsWith("ey") && text.contains(".");
    }

    @Override
    public Pass admit(String text) {
        try {
            var said = JWTParser.parse(text).getJWTClaimsSet();
            var trust =
                    trusts.stream()
                            .filter(it -> said != null && it.concerns(said))
                            .findFirst()
                            .orElseThrow(() ->
                                    Refusal.unauthenticated(
                                            "no issuer is trusted for this token's iss and aud"));
            var claims = trust.processor().process(text, null);
            return new Ticket(caller(trust.issuer(), claims), claims.getExpirationTime());
        } catch (BadJWTException e) {
            // Its signature is good; so it may be said what is not.
            throw Refusal.unauthenticated("the token is not good: " + e.getMessage());
        } catch (ParseException | BadJOSEException | JOSEException _) {
            throw Refusal.unauthenticated("the token cannot be verified");
        }
    }

    private static Caller caller(TrustedIssuer issuer, JWTClaimsSet claims) {
        var rule =
                issuer.rules().stream()
                        .filter(it -> it.fits(claims::getClaim))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.unauthenticated(
                                        "no rule of "
                                                + issuer.name()
                                                + " is for this repository and branch"));
        var workflow = rule.repository() + "@refs/heads/" + rule.branch();
        var run = "run " + number(claims, "run_id") + " attempt " + number(claims, "run_attempt");
        return new Caller.Workflow(issuer.name(), workflow, run, rule.role(), rule.reach());
    }

    private static String number(JWTClaimsSet claims, String claim) {
        var text = Objects.toString(claims.getClaim(claim), "");
        return NUMBER.matcher(text).matches() ? text : "unknown";
    }

    /// The pass of a token that is kept by whoever brings it.
    private final class Ticket implements Pass {
        private final Caller caller;
        private final Instant end;

        Ticket(Caller caller, Date expires) {
            this.caller = caller;
            this.end = expires.toInstant().plus(LEEWAY);
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public boolean holds() {
            return clock.instant().isBefore(end);
        }

        /// Nobody can revoke it; it is over within minutes.
        @Override
        public Watch whenTaken(Runnable end) {
            return () -> {};
        }
    }

    private static DefaultJWTProcessor<SecurityContext> processor(
            TrustedIssuer issuer, HttpClient http, InstantSource clock) {
        var keys = new IssuerKeys(issuer.jwksUrl(), http, clock);
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new Claims(issuer, clock));
        return processor;
    }

    /// The library's checks of issuer, audience and times, by our clock, and one of the future.
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Claims(TrustedIssuer issuer, InstantSource clock) {
            super(
                    issuer.audience(),
                    new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
                    Set.of("exp", "iat", "sub"));
            setMaxClockSkew((int) LEEWAY.toSeconds());
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }

        @Override
        public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            var made = claims.getIssueTime().toInstant();
            if (made.isAfter(clock.instant().plus(LEEWAY))) {
                throw new BadJWTException("JWT was issued in the future");
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
