package dev.towline.coordinator.http;

import dev.towline.coordinator.store.BusyException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands on one path: finds the route, admits the caller, reads the body, answers.
///
/// The caller is admitted before the body is looked at, so that a stranger learns nothing.
final class Door implements Handler {
    private static final Logger ACCESS =
            LoggerFactory.getLogger("dev.towline.coordinator.access-log");

    private final Map<String, Route> routes = new TreeMap<>();
    private final House house;

    Door(House house) {
        this.house = house;
    }

    /// What all doors share.
    record House(Entrance entrance, BodyReader bodies, Failures failures) {}

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
        var visit = new Visit(request, house.entrance().gate());
        Served served;
        try {
            served = answer(request, visit);
        } catch (RuntimeException e) {
            var refusal = ProblemAnswers.refusalFor(e);
            visit.ended(refusal);
            return ProblemAnswers.send(counted(refusal, request), response);
        }
        return send(served, response);
    }

    private record Served(Call call, Answer answer) {}

    private Served answer(ServerRequest request, Visit visit) {
        var route = routes.get(request.prologue().method().text());
        if (route == null) {
            throw Refusal.methodNotAllowed(String.join(", ", routes.keySet()));
        }
        visit.to(route);
        var pass = house.entrance().admit(request, route, visit);
        var body = house.bodies().read(request, route.bodyLimit());
        var call = new Call(request, pass, body);
        visit.as(call);
        return new Served(call, route.handler().answer(call));
    }

    /// A wrong credential counts wherever it was found out, be it a token or a join token.
    private Refusal counted(Refusal refusal, ServerRequest request) {
        if (!refusal.isWrongCredential()
                || !(request.remotePeer().address() instanceof InetSocketAddress from)) {
            return refusal;
        }
        return house.failures()
                .note(from.getAddress())
                .map(Refusal::tooManyFailures)
                .orElse(refusal);
    }

    private static int send(Served served, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        ProblemAnswers.forbidGuessing(response);
        return switch (served.answer()) {
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
            case Answer.Streamed(var mediaType, var body) -> {
                stream(mediaType, body, response);
                yield 200;
            }
            case Answer.Text(var mediaType, var body) -> {
                response.header(HeaderNames.CONTENT_TYPE, mediaType);
                response.status(200).send(body.getBytes(StandardCharsets.UTF_8));
                yield 200;
            }
            case Answer.Events(var source) -> {
                stream(served.call(), source, response);
                yield 200;
            }
        };
    }

    private static void stream(
            String mediaType, Answer.Streamed.Body body, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, mediaType);
        try {
            // Not closed where it fails: only a whole body is ended in order.
            var out = response.outputStream();
            body.writeTo(out);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stream(Call call, EventSource source, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (var out = response.outputStream()) {
            call.whileAdmitted(() -> {
                write(source, new EventStream(out, call::isAdmitted));
                return out;
            });
        } catch (IOException
                | UncheckedIOException
                | ServerConnectionException
                | BusyException
                | Refusal e) {
            // The reader has gone, or may read no more; it comes again with Last-Event-ID.
            ACCESS.atDebug().setCause(e).log("Reader of events has gone");
        }
    }

    private static void write(EventSource source, EventStream stream) {
        try {
            source.writeTo(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
