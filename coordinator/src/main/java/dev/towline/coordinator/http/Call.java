package dev.towline.coordinator.http;

import dev.towline.ids.EnvironmentName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One request: who asks, and what the path, the headers and the body say.
public final class Call {
    private final ServerRequest request;
    private final Pass pass;
    private final byte[] body;

    Call(ServerRequest request, Pass pass, byte[] body) {
        this.request = request;
        this.pass = pass;
        this.body = body;
    }

    public Caller caller() {
        return pass.caller();
    }

    /// Whether the caller's token is still good.
    boolean isAdmitted() {
        return pass.holds();
    }

    /// Waits for something, and no longer than the caller's token is good: when it is revoked the
    /// waiting thread is interrupted.
    ///
    /// @throws Refusal 401 where the token was revoked meanwhile
    public <T> T whileAdmitted(Supplier<T> waiting) {
        var alarm = new Alarm(Thread.currentThread());
        try {
            var watch = pass.whenTaken(alarm::ring);
            try {
                var found = waiting.get();
                if (!pass.holds()) {
                    throw Refusal.unauthenticated("the token was revoked, or is over by now");
                }
                return found;
            } finally {
                watch.close();
            }
        } finally {
            alarm.disarm();
        }
    }

    /// The address that the request came from; behind a proxy, the proxy's.
    public String from() {
        return request.remotePeer().host();
    }

    /// The caller of a route for agents.
    public Caller.Agent agent() {
        return switch (pass.caller()) {
            case Caller.Agent agent -> agent;
            case Caller.Person _, Caller.Workflow _, Caller.Anyone _ ->
                    throw Refusal.forbidden(Permission.AGENT);
        };
    }

    /// A parameter of the path, read by `form`; what `form` does not accept does not exist (404).
    public <T> T parameter(String name, Function<String, T> form) {
        var text = request.path().pathParameters().get(name);
        try {
            return form.apply(text);
        } catch (IllegalArgumentException _) {
            throw Refusal.notFound(name + " of that name");
        }
    }

    /// The environment that the path names; whether it exists is not said.
    public EnvironmentName environment() {
        return parameter("environment", EnvironmentName::new);
    }

    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    public Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    /// The body as a value of this type.
    ///
    /// @throws Refusal where it is not JSON, or not of the type, with the field
    public <T> T body(Class<T> type) {
        return Bodies.parse(body, type);
    }

    /// The reason that the body gives; empty where it gives none that can be read.
    String reason() {
        return Bodies.text(body, "reason");
    }

    /// The body as it came.
    public byte[] bytes() {
        return body.clone();
    }
}
