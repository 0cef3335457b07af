package dev.towline.coordinator.http;

import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that is answered with a problem; carries all that the caller is told.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int UNAUTHENTICATED = 401;
    private static final String NO_TOKEN = "a bearer token is needed";

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public Refusal(Problem problem) {
        this(problem, Map.of());
    }

    Refusal(Problem problem, Map<String, String> headers) {
        super(problem.title(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /// 400: the request cannot be understood.
    public static Refusal malformed(@Nullable String field, String detail) {
        return new Refusal(problem(400, "malformed-request", detail, field, null));
    }

    /// 400: the request carries a field that there is not.
    static Refusal unknownField(String field, String known) {
        return new Refusal(
                problem(400, "unknown-field", "there is no field " + field, field, known));
    }

    /// 401: it is not known who asks.
    public static Refusal unauthenticated(String detail) {
        return new Refusal(
                problem(UNAUTHENTICATED, "unauthenticated", detail, null, null),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    /// 401: the request brings no token at all.
    static Refusal withoutToken() {
        return unauthenticated(NO_TOKEN);
    }

    /// Whether a credential was brought that is not good.
    boolean isWrongCredential() {
        return problem.status() == UNAUTHENTICATED && !problem.detail().equals(NO_TOKEN);
    }

    /// 403: the caller may not do this.
    static Refusal forbidden(Permission permission) {
        return new Refusal(
                problem(
                        403,
                        "forbidden",
                        "this token does not allow that",
                        null,
                        permission.word()));
    }

    /// 403: the caller's token is for other environments.
    static Refusal outOfReach(EnvironmentName environment) {
        return new Refusal(
                problem(
                        403,
                        "forbidden",
                        "this token is not for the environment " + environment,
                        null,
                        null));
    }

    /// 404: there is no such thing.
    public static Refusal notFound(String what) {
        return new Refusal(problem(404, "not-found", "there is no " + what, null, null));
    }

    static Refusal methodNotAllowed(String allowed) {
        return new Refusal(
                problem(405, "method-not-allowed", "this path answers " + allowed, null, allowed),
                Map.of("Allow", allowed));
    }

    static Refusal tooSlow(String limit) {
        return new Refusal(
                problem(408, "request-timeout", "the body did not arrive in time", null, limit));
    }

    /// 409: the thing is in a state that does not allow this.
    public static Refusal conflict(@Nullable String field, String detail) {
        return new Refusal(problem(409, "conflict", detail, field, null));
    }

    /// 412: someone else changed it meanwhile.
    public static Refusal changedMeanwhile(String header, String detail) {
        return new Refusal(problem(412, "precondition-failed", detail, header, null));
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(
                problem(413, "body-too-large", "the body is too large", null, limit + " bytes"));
    }

    /// 422: the field's value cannot be used.
    public static Refusal unusable(String field, String detail, @Nullable String limit) {
        return new Refusal(problem(422, "unusable-value", detail, field, limit));
    }

    /// 403 or 422: the environment's policy forbids it; tells every rule that does.
    public static Refusal byPolicy(int status, List<Problem.Broken> broken) {
        var first = broken.getFirst();
        var detail = broken.stream().map(Problem.Broken::detail).collect(Collectors.joining("; "));
        return new Refusal(
                new Problem(
                        "/problems/refused-by-policy",
                        "refused by policy",
                        status,
                        detail,
                        null,
                        null,
                        first.rule(),
                        first.facts(),
                        first.remedy(),
                        broken));
    }

    /// 429: there were too many wrong credentials; a good one is let in all the same.
    static Refusal tooManyFailures(Duration wait) {
        return new Refusal(
                problem(
                        429,
                        "too-many-failures",
                        "too many wrong credentials were tried; a good one is accepted",
                        null,
                        null),
                Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
    }

    static Refusal busy() {
        return new Refusal(
                problem(503, "busy", "the coordinator does not keep up; try again", null, null),
                Map.of("Retry-After", "2"));
    }

    static Refusal failed(String error) {
        return new Refusal(
                problem(
                        500,
                        "internal-error",
                        "the coordinator failed; its log tells more under the error " + error,
                        null,
                        null));
    }

    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// A problem whose title is its kind in words.
    public static Problem problem(
            int status,
            String kind,
            String detail,
            @Nullable String field,
            @Nullable String limit) {
        return new Problem(
                "/problems/" + kind,
                kind.replace('-', ' '),
                status,
                detail,
                emptyToNull(field),
                limit);
    }

    /// The path of the whole body is empty.
    private static @Nullable String emptyToNull(@Nullable String field) {
        return field == null || field.isEmpty() ? null : field;
    }
}
