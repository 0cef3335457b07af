package dev.towline.coordinator.http;

import dev.towline.coordinator.store.BusyException;
import dev.towline.wire.Json;
import dev.towline.wire.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where failures become problem documents.
///
/// An unexpected failure is logged under a random number, and only this number leaves the process.
final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final Header NOT_GUESSED =
            HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ProblemAnswers() {}

    static Refusal refusalFor(RuntimeException failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case BusyException _ -> Refusal.busy();
            default -> unexpected(failure);
        };
    }

    private static Refusal unexpected(RuntimeException failure) {
        var number = new byte[6];
        RANDOM.nextBytes(number);
        var error = HexFormat.of().formatHex(number);
        LOG.atError().addKeyValue("error", error).setCause(failure).log("Could not answer");
        return Refusal.failed(error);
    }

    static int send(Refusal refusal, ServerResponse response) {
        var problem = refusal.problem();
        if (!response.isSent()) {
            refusal.headers().forEach(response::header);
            forbidGuessing(response);
            response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
            response.status(problem.status()).send(Json.bytes(problem));
        }
        return problem.status();
    }

    /// Keeps browsers from taking an answer for a page because of what it quotes.
    static void forbidGuessing(ServerResponse response) {
        response.header(NOT_GUESSED);
    }

    /// For requests that Helidon refuses before any route is looked for.
    static DirectHandler direct() {
        return (request, event, status, headers, message) ->
                DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .header(NOT_GUESSED)
                        .entity(Json.bytes(transport(status.code())))
                        .keepAlive(false)
                        .build();
    }

    static Problem transport(int status) {
        var detail =
                switch (status) {
                    case 413 -> "the body is too large";
                    case 505 -> "this version of HTTP is not answered; use HTTP/1.1";
                    default -> "the request is not well-formed HTTP";
                };
        return Refusal.problem(status, "malformed-request", detail, null, null);
    }
}
