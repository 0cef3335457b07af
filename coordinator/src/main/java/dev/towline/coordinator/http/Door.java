package dev.towline.coordinator.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands on one path: finds the route, admits the caller, reads the body, answers.
///
/// The caller is admitted before the body is looked at, so that a stranger learns nothing.
final class Door implements Handler {
    private static final Logger ACCESS =
            LoggerFactory.getLogger("dev.towline.coordinator.access-log");
    private static final String BEARER = "Bearer ";

    private final Map<String, Route> routes = new TreeMap<>();
    private final Gate gate;
    private final BodyReader bodies;

    Door(Gate gate, BodyReader bodies) {
        this.gate = gate;
        this.bodies = bodies;
    }

    void add(Route route) {
        if (routes.put(route.method(), route) != null) {
            throw new IllegalStateException(
                    "two routes for " + route.method() + " " + route.path());
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var status = serve(request, response);
        ACCESS.atDebug()
                .addKeyValue("method", request.prologue().method())
                .addKeyValue("path", request.path().rawPath())
                .addKeyValue("status", status)
                .log("Answered");
    }

    /// A failure to send is left to Helidon, which gives the connection up: the client has gone.
    private int serve(ServerRequest request, ServerResponse response) {
        Answer answer;
        try {
            answer = answer(request);
        } catch (RuntimeException e) {
            return ProblemAnswers.send(ProblemAnswers.refusalFor(e), response);
        }
        return send(answer, response);
    }

    private Answer answer(ServerRequest request) {
        var route = routes.get(request.prologue().method().text());
        if (route == null) {
            throw Refusal.methodNotAllowed(String.join(", ", routes.keySet()));
        }
        var caller = admit(request, route);
        var body = bodies.read(request, route.bodyLimit());
        return route.handler().answer(new Call(request, caller, body));
    }

    private Caller admit(ServerRequest request, Route route) {
        if (route.permission() == Permission.NONE) {
            return new Caller.Anyone();
        }
        var token =
                bearer(request)
                        .orElseThrow(() -> Refusal.unauthenticated("a bearer token is needed"));
        var caller =
                gate.callerOf(token)
                        .orElseThrow(() ->
                                Refusal.unauthenticated("the token is unknown or was revoked"));
        if (!caller.may(route.permission())) {
            throw Refusal.forbidden(route.permission());
        }
        return caller;
    }

    private static Optional<String> bearer(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static int send(Answer answer, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        return switch (answer) {
            case Answer.Document(var status, var headers, var body) -> {
                headers.forEach(response::header);
                Documents.send(status, body, response);
                yield status;
            }
            case Answer.Empty(var status, var headers) -> {
                headers.forEach(response::header);
                response.status(status).send();
                yield status;
            }
            case Answer.Events(var source) -> {
                stream(source, response);
                yield 200;
            }
        };
    }

    private static void stream(EventSource source, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (var out = response.outputStream()) {
            source.writeTo(new EventStream(out));
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            // The reader has gone; it comes again with Last-Event-ID.
            ACCESS.atDebug().setCause(e).log("Reader of events has gone");
        }
    }
}
