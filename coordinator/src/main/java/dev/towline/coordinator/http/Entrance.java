package dev.towline.coordinator.http;

import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.function.Function;

/// Lets a request in: it must be known who asks, that they may do this, and that they may do it to
/// the environment that the path names, itself or by one of its deployments.
///
/// Whoever asks for an environment beyond their token's is refused the same way whether it exists
/// or not, before anything is looked up.
record Entrance(Gate gate) {
    private static final String BEARER = "Bearer ";

    Pass admit(ServerRequest request, Route route, Visit visit) {
        if (route.permission() == Permission.NONE) {
            return Pass.ofAnyone();
        }
        var pass = gate.admit(bearer(request).orElseThrow(Refusal::withoutToken));
        visit.by(pass.caller());
        if (!pass.caller().may(route.permission())) {
            throw Refusal.forbidden(route.permission());
        }
        environment(request)
                .filter(it -> !pass.caller().reaches(it))
                .ifPresent(it -> {
                    throw Refusal.outOfReach(it);
                });
        return pass;
    }

    private static Optional<String> bearer(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static Optional<EnvironmentName> environment(ServerRequest request) {
        return parameter(request, "environment", EnvironmentName::new)
                .or(() ->
                        parameter(request, "deployment", it -> new DeploymentId(it).environment()));
    }

    /// Empty where the path has no such parameter, or names what cannot exist.
    private static Optional<EnvironmentName> parameter(
            ServerRequest request, String name, Function<String, EnvironmentName> form) {
        var parameters = request.path().pathParameters();
        if (!parameters.contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(form.apply(parameters.get(name)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
