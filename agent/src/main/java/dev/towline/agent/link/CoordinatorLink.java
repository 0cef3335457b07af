package dev.towline.agent.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.agent.link.OrderAnswer.Denied;
import dev.towline.agent.link.OrderAnswer.Unchanged;
import dev.towline.agent.link.OrderAnswer.Unreachable;
import dev.towline.agent.link.ReportAnswer.Acknowledged;
import dev.towline.agent.link.ReportAnswer.Refused;
import dev.towline.ids.Generation;
import dev.towline.trust.TrustException;
import dev.towline.wire.AgentProcess;
import dev.towline.wire.Enrolment;
import dev.towline.wire.EnrolmentRequest;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotations;
import dev.towline.wire.ReportBatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One agent's link to its coordinator in one environment; may be used by several threads.
public final class CoordinatorLink implements ReportReceiver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLink.class);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration ENROLMENT = Duration.ofSeconds(30);
    private static final Duration REPORT = Duration.ofSeconds(30);

    private final AgentProcess process =
            new AgentProcess(UUID.randomUUID().toString(), Machine.boot());
    private final Identity identity;
    private final PinnedKey pinned;
    private final Connection connection;

    /// One that forgets with the process which key the coordinator handed over to.
    public CoordinatorLink(Identity identity) {
        this(identity, PinnedKey.of(identity));
    }

    public CoordinatorLink(Identity identity, PinnedKey pinned) {
        this(identity, pinned, new Connection(identity.coordinator()));
    }

    private CoordinatorLink(Identity identity, PinnedKey pinned, Connection connection) {
        this.identity = identity;
        this.pinned = pinned;
        this.connection = connection;
    }

    /// A link that trusts an authority of one's own.
    ///
    /// @param ca its certificates in PEM; null: those that the system trusts
    /// @throws LinkException where the file cannot be used
    public static CoordinatorLink of(Identity identity, PinnedKey pinned, @Nullable Path ca)
            throws LinkException {
        return new CoordinatorLink(identity, pinned, Connection.to(identity.coordinator(), ca));
    }

    /// Turns a one-time join token into an agent's identity.
    ///
    /// It is sent once more on a broken connection: a token that was used up by the first try is
    /// refused then, and a person makes a new one.
    ///
    /// @throws LinkException where the coordinator does not answer or says no
    public static Enrolment enrol(URI coordinator, EnrolmentRequest request)
            throws LinkException, InterruptedException {
        return enrol(coordinator, null, request);
    }

    /// Enrols at a coordinator that an authority of one's own vouches for.
    ///
    /// @param ca who vouches for the coordinator, in PEM; null: those that the system trusts
    public static Enrolment enrol(URI coordinator, @Nullable Path ca, EnrolmentRequest request)
            throws LinkException, InterruptedException {
        try (var connection = Connection.to(coordinator, ca)) {
            var answer =
                    connection.send(post(connection.request("/api/v1/agents"), request), ENROLMENT);
            if (answer.statusCode() / 100 != 2) {
                throw notEnrolled(coordinator, Connection.describe(answer));
            }
            return whole(coordinator, Json.read(answer.body(), Enrolment.class));
        } catch (JsonProcessingException _) {
            // Jackson's message may quote the text, and with it the new token.
            throw notEnrolled(coordinator, "the answer is not an enrolment");
        } catch (IOException e) {
            throw notEnrolled(coordinator, Connection.describe(e));
        }
    }

    private static Enrolment whole(URI coordinator, Enrolment enrolment) throws LinkException {
        // Jackson leaves what is missing null.
        if (enrolment == null
                || enrolment.agent() == null
                || enrolment.environment() == null
                || enrolment.token() == null
                || enrolment.coordinatorKey() == null) {
            throw notEnrolled(coordinator, "the answer is not an enrolment");
        }
        return enrolment;
    }

    /// What the agent has already.
    ///
    /// @param holds the number of the newest holds that it keeps
    public record Known(Generation generation, long holds) {}

    /// Asks for an order after this generation or newer holds, and waits for one on the
    /// coordinator's side.
    ///
    /// An answer may come back long before the wait is over, also an `Unchanged`: whoever asks in a
    /// loop must keep a pace of its own.
    public OrderAnswer awaitDesired(Known known, Duration wait) throws InterruptedException {
        var request =
                authorised("/api/v1/agent/desired")
                        .header("If-None-Match", "\"" + known.generation() + "\"")
                        .header(HoldOrder.KNOWN, Long.toString(known.holds()))
                        .header("Prefer", "wait=" + wait.toSeconds())
                        .GET()
                        .build();
        try {
            return order(connection.send(request, wait.plus(ANSWER)));
        } catch (IOException e) {
            return new Unreachable(Connection.describe(e));
        }
    }

    private OrderAnswer order(HttpResponse<String> answer) throws InterruptedException {
        return switch (answer.statusCode()) {
            case 200 -> verified(answer.body());
            case 204, 304 -> new Unchanged();
            case 401, 403 -> new Denied(answer.statusCode());
            default -> new Unreachable(Connection.describe(answer));
        };
    }

    /// An order of another key may be one of the key that the trusted one handed over to.
    private OrderAnswer verified(String body) throws InterruptedException {
        var signed = new SignedOrder(identity, pinned.key());
        if (!signed.isOfAnotherKey(body)) {
            return signed.open(body);
        }
        try {
            follow();
        } catch (TrustException | IOException e) {
            return new OrderAnswer.Unverified(
                    "another key signed it than "
                            + pinned.key().id()
                            + ": "
                            + Connection.shortened(String.valueOf(e.getMessage())));
        }
        return new SignedOrder(identity, pinned.key()).open(body);
    }

    private void follow() throws TrustException, IOException, InterruptedException {
        var request = authorised("/api/v1/agent/keys").GET().build();
        var answer = connection.send(request, ANSWER);
        if (answer.statusCode() != 200) {
            throw new TrustException("no rotations: " + Connection.describe(answer));
        }
        var rotations = Json.read(answer.body(), KeyRotations.class).rotations();
        var before = pinned.pin();
        var next = KeyWalk.along(rotations, before);
        if (!next.equals(before)) {
            pinned.change(next);
            LOG.atWarn()
                    .addKeyValue("environment", identity.environment())
                    .addKeyValue("key", next.key().id())
                    .addKeyValue("before", before.key().id())
                    .log("the coordinator's key was rotated");
        }
    }

    /// Sends a batch; any success acknowledges all of it, since the coordinator keeps a batch as a
    /// whole or not at all.
    @Override
    public ReportAnswer report(ReportBatch batch) throws InterruptedException {
        if (batch.reports().isEmpty()) {
            return new Acknowledged(0);
        }
        try {
            var request = post(authorised("/api/v1/agent/reports"), batch);
            return reported(batch, connection.send(request, REPORT));
        } catch (IOException e) {
            return new ReportAnswer.Unreachable(Connection.describe(e));
        }
    }

    private static ReportAnswer reported(ReportBatch batch, HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200, 201, 202, 204 -> new Acknowledged(batch.reports().getLast().sequence());
            // The batch itself is what is wrong, and stays so. 409 is not about it: somebody else
            // has the agent's identity.
            case 400, 413, 415, 422 -> new Refused(Connection.describe(answer));
            default -> new ReportAnswer.Unreachable(Connection.describe(answer));
        };
    }

    private HttpRequest.Builder authorised(String path) {
        return connection
                .request(path)
                .header("Authorization", "Bearer " + identity.token())
                .header(AgentProcess.INSTANCE_HEADER, process.instance())
                .header(AgentProcess.BOOT_HEADER, process.boot());
    }

    private static HttpRequest post(HttpRequest.Builder request, Object body) {
        return request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
    }

    private static LinkException notEnrolled(URI coordinator, String why) {
        return new LinkException("could not enrol at " + coordinator + ": " + why);
    }

    @Override
    public void close() {
        connection.close();
    }
}
