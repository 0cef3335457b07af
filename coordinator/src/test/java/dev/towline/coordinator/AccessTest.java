package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do what, over every route that there is.
final class AccessTest {
    /// The whole of who may do what, written down by hand: a new permission must be put in here.
    private static final Map<Permission, Set<String>> ALLOWED =
            Map.of(
                    Permission.NONE,
                    Set.of("nobody", "viewer", "ci", "deployer", "admin", "agent"),
                    Permission.READ,
                    Set.of("viewer", "ci", "deployer", "admin"),
                    Permission.REGISTER_BUILD,
                    Set.of("ci", "admin"),
                    Permission.DEPLOY,
                    Set.of("deployer", "admin"),
                    Permission.ADMINISTER,
                    Set.of("admin"),
                    Permission.AGENT,
                    Set.of("agent"));

    /// What each route asks for, written down by hand: a new route must be put in here.
    private static final String ROUTES =
            """
            DELETE /api/v1/agents/{agent} ADMINISTER
            DELETE /api/v1/approvals/{approval} DEPLOY
            DELETE /api/v1/environments/{environment}/contract-bypass ADMINISTER
            DELETE /api/v1/environments/{environment}/hold DEPLOY
            DELETE /api/v1/environments/{environment}/receivers/{receiver} ADMINISTER
            DELETE /api/v1/tokens/{token} ADMINISTER
            GET /api/v1/agent/desired AGENT
            GET /api/v1/agent/keys AGENT
            GET /api/v1/agents READ
            GET /api/v1/approvals READ
            GET /api/v1/approvals/{approval} READ
            GET /api/v1/audit ADMINISTER
            GET /api/v1/audit/export ADMINISTER
            GET /api/v1/backups ADMINISTER
            GET /api/v1/builds READ
            GET /api/v1/builds/{sha} READ
            GET /api/v1/deployments/{deployment} READ
            GET /api/v1/deployments/{deployment}/events READ
            GET /api/v1/environments READ
            GET /api/v1/environments/{environment} READ
            GET /api/v1/environments/{environment}/deployments READ
            GET /api/v1/environments/{environment}/desired READ
            GET /api/v1/environments/{environment}/receivers ADMINISTER
            GET /api/v1/environments/{environment}/receivers/{receiver} ADMINISTER
            GET /api/v1/openapi READ
            GET /api/v1/tokens ADMINISTER
            GET /health NONE
            GET /metrics READ
            GET /ready NONE
            POST /api/v1/agent/reports AGENT
            POST /api/v1/agents NONE
            POST /api/v1/approvals/{approval} DEPLOY
            POST /api/v1/backups ADMINISTER
            POST /api/v1/enrolments ADMINISTER
            POST /api/v1/environments/{environment}/receivers/{receiver}/test ADMINISTER
            POST /api/v1/environments/{environment}/release DEPLOY
            POST /api/v1/environments/{environment}/rollback DEPLOY
            POST /api/v1/environments/{environment}/rollout/halt DEPLOY
            POST /api/v1/environments/{environment}/rollout/promote DEPLOY
            POST /api/v1/environments/{environment}/rollout/resume DEPLOY
            POST /api/v1/keys ADMINISTER
            POST /api/v1/tokens ADMINISTER
            PUT /api/v1/builds/{sha} REGISTER_BUILD
            PUT /api/v1/environments/{environment} ADMINISTER
            PUT /api/v1/environments/{environment}/contract-bypass ADMINISTER
            PUT /api/v1/environments/{environment}/desired DEPLOY
            PUT /api/v1/environments/{environment}/hold DEPLOY
            PUT /api/v1/environments/{environment}/receivers/{receiver} ADMINISTER\
            """;

    @TempDir private static Path data;
    private static TestCoordinator coordinator;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    @Test
    void asksOfEachRouteWhatIsWrittenDown() {
        var routes =
                coordinator.running().routes().stream()
                        .map(r -> r.method() + " " + r.path() + " " + r.permission())
                        .sorted();

        assertThat(String.join("\n", routes.toList())).isEqualTo(ROUTES);
    }

    @Test
    void letsEachRoleDoWhatItMayAndNothingElse() {
        for (var caller : callers().entrySet()) {
            for (var route : coordinator.running().routes()) {
                int status = knock(route, caller.getValue());
                assertThat(status == 401 || status == 403)
                        .as(
                                "%s on %s %s: %s",
                                caller.getKey(), route.method(), route.path(), status)
                        .isEqualTo(!ALLOWED.get(route.permission()).contains(caller.getKey()));
            }
        }
    }

    private static Map<String, String> callers() {
        var callers = new LinkedHashMap<String, String>();
        callers.put("nobody", "");
        for (var role : Set.of("viewer", "ci", "deployer", "admin")) {
            callers.put(role, coordinator.token(role));
        }
        callers.put("agent", TestAgent.enrol(coordinator, "production", "vm").token());
        return callers;
    }

    /// A request that passes the gate if the caller may, and does nothing even then.
    private static int knock(Route route, String token) {
        var path = route.path().replaceAll("\\{\\w+}", "none");
        return coordinator.send(route.method(), path, token, "").status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "tl_0123456789ab_", "tlj_x_y"})
    void turnsAStrangerAway(String token) {
        var reply = coordinator.send("GET", "/api/v1/environments", token, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void turnsAWrongSecretOfARealTokenAway() {
        var forged = coordinator.admin.substring(0, coordinator.admin.length() - 1);
        var last = coordinator.admin.endsWith("0") ? "1" : "0";

        assertThat(coordinator.send("GET", "/api/v1/agents", forged + last, "").status())
                .isEqualTo(401);
    }

    @Test
    void endsATokenWithItsRevocationAlsoAfterARestart() {
        var made = coordinator.post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"viewer\"}");
        var token = made.text("/token");
        assertThat(coordinator.send("GET", "/api/v1/agents", token, "").status()).isEqualTo(200);

        coordinator.send("DELETE", "/api/v1/tokens/" + made.text("/id"), coordinator.admin, "");

        assertThat(coordinator.send("GET", "/api/v1/agents", token, "").status()).isEqualTo(401);
        coordinator.restart();
        assertThat(coordinator.send("GET", "/api/v1/agents", token, "").status()).isEqualTo(401);
    }

    @Test
    void listsTokensWithoutTheirSecrets() {
        var token = coordinator.token("ci");

        var listed = coordinator.get("/api/v1/tokens");

        assertThat(listed.json().findValuesAsText("name")).contains("a ci", "first administrator");
        assertThat(listed.raw().body()).doesNotContain(secret(token));
    }

    @Test
    void keepsAtLeastOneAdministrator(@TempDir Path other) {
        try (var alone = new TestCoordinator(other)) {
            var id = alone.get("/api/v1/tokens").json().get(0).at("/id").asText();

            var reply = alone.send("DELETE", "/api/v1/tokens/" + id, alone.admin, "");

            assertThat(reply.status()).isEqualTo(409);
        }
    }

    @Test
    void storesNoSecret() throws IOException {
        var token = coordinator.token("deployer");
        var agent = TestAgent.enrol(coordinator, "production", "vm2").token();
        var join =
                coordinator
                        .post("/api/v1/enrolments", "{\"environment\":\"production\"}")
                        .text("/joinToken");

        for (var file : new String[] {"towline.db", "towline.db-wal"}) {
            var bytes =
                    new String(Files.readAllBytes(data.resolve(file)), StandardCharsets.ISO_8859_1);
            assertThat(bytes)
                    .doesNotContain(
                            secret(token), secret(agent), secret(join), secret(coordinator.admin));
        }
    }

    private static String secret(String token) {
        return token.substring(token.lastIndexOf('_') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-token", "signing-key", "towline.db", "towline.db-wal"})
    void keepsSecretFilesToItsOwner(String file) throws IOException {
        assertThat(Files.getPosixFilePermissions(data.resolve(file)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makesTheFirstTokenOnlyOnce() {
        var before = coordinator.read("admin-token");

        coordinator.restart();

        assertThat(coordinator.read("admin-token")).isEqualTo(before);
    }
}
