package dev.towline.coordinator.http;

import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/// How far a request came, so that it can be told of when it is refused.
final class Visit {
    private static final int LONGEST = 500;

    private final ServerRequest request;
    private final Gate gate;
    private Caller caller = new Caller.Anyone();
    private @Nullable Route route;
    private @Nullable Call call;

    Visit(ServerRequest request, Gate gate) {
        this.request = request;
        this.gate = gate;
    }

    void to(Route found) {
        route = found;
    }

    /// Who it is, whether they may do this or not.
    void by(Caller known) {
        caller = known;
    }

    void as(Call admitted) {
        call = admitted;
    }

    /// Tells the gate, where the request would have changed something.
    void ended(Refusal refusal) {
        if (route != null && counts(route, refusal.problem().status())) {
            gate.refused(
                    new Refused(
                            caller,
                            request.remotePeer().host(),
                            cut(route.method() + " " + request.path().rawPath()),
                            call == null ? "" : cut(call.reason()),
                            refusal.problem()));
        }
    }

    /// What agents send again and again is not for the record, unless it is not theirs to send.
    private static boolean counts(Route route, int status) {
        return !route.method().equals("GET")
                && status < 500
                && (route.permission() != Permission.AGENT || status == 401 || status == 403);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
