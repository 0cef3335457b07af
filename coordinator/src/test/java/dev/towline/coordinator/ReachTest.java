package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token for some environments is good for no other one.
final class ReachTest {
    /// Routes that name no environment in their path, written down by hand: each must look after
    /// the reach of its caller by itself, or have nothing to do with environments.
    private static final Set<String> WITHOUT_ENVIRONMENT =
            Set.of(
                    "GET /api/v1/agents",
                    "GET /api/v1/approvals",
                    "GET /api/v1/approvals/{approval}",
                    "POST /api/v1/approvals/{approval}",
                    "DELETE /api/v1/approvals/{approval}",
                    "GET /api/v1/builds",
                    "GET /api/v1/builds/{sha}",
                    "GET /api/v1/environments",
                    "GET /api/v1/openapi",
                    "GET /metrics");

    @TempDir private static Path data;
    private static TestCoordinator coordinator;
    private static String staging;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        coordinator.define("staging");
        coordinator.deploy("production", SHA_1);
        coordinator.deploy("staging", SHA_1);
        TestAgent.enrol(coordinator, "production", "vm1");
        TestAgent.enrol(coordinator, "staging", "vm2");
        staging = coordinator.tokenFor("deployer", "\"staging\"");
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    private static List<Route> routes() {
        return coordinator.running().routes().stream()
                .filter(it -> !Set.of(Permission.NONE, Permission.AGENT).contains(it.permission()))
                .filter(it ->
                        it.path().contains("{environment}") || it.path().contains("{deployment}"))
                .toList();
    }

    private static int knock(Route route, String environment) {
        var path =
                route.path()
                        .replace("{environment}", environment)
                        .replace("{deployment}", environment + "-1")
                        .replaceAll("\\{\\w+}", "none");
        // A stream of events would not end.
        return coordinator
                .send(
                        coordinator
                                .request(route.method(), path, staging, "")
                                .header("Accept", "application/json")
                                .build())
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "nowhere"})
    void refusesEveryRouteOfAnotherEnvironmentWhetherItExistsOrNot(String environment) {
        for (var route : routes()) {
            assertThat(knock(route, environment))
                    .as("%s %s", route.method(), route.path())
                    .isEqualTo(403);
        }
    }

    @Test
    void letsTheTokenDoWhatItsRoleMayInItsOwnEnvironment() {
        for (var route : routes()) {
            var isRefused = knock(route, "staging") == 403;

            assertThat(isRefused)
                    .as("%s %s", route.method(), route.path())
                    .isEqualTo(
                            !Set.of(Permission.READ, Permission.DEPLOY)
                                    .contains(route.permission()));
        }
    }

    @Test
    void saysWhichEnvironmentTheTokenIsNotFor() {
        var reply =
                coordinator.send(
                        "PUT",
                        "/api/v1/environments/production/desired",
                        staging,
                        TestCoordinator.order(SHA_1));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("/detail"))
                .isEqualTo("this token is not for the environment production");
        assertThat(coordinator.get("/api/v1/environments/production").text("/desired/generation"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/environments,name", "/api/v1/agents,environment"})
    void listsWhatIsOfItsEnvironmentsOnly(String path, String field) {
        var listed = coordinator.send("GET", path, staging, "").json().findValuesAsText(field);

        assertThat(listed).contains("staging").doesNotContain("production");
    }

    @Test
    void namesTheEnvironmentInEveryPathThatHasToDoWithOne() {
        var others =
                coordinator.running().routes().stream()
                        .filter(it ->
                                Set.of(Permission.READ, Permission.DEPLOY)
                                        .contains(it.permission()))
                        .filter(it -> !routes().contains(it))
                        .map(it -> it.method() + " " + it.path());

        assertThat(others).containsExactlyInAnyOrderElementsOf(WITHOUT_ENVIRONMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deployer | []                          | environments",
                "deployer | [\"staging\",\"Nowhere\"]   | environments[1]",
                "deployer | [\"nowhere\"]               | environments",
                "deployer | [null]                      | environments[0]",
                "deployer | [\"*\",\"staging\"]         | environments[0]",
                "admin    | [\"staging\"]               | environments",
            })
    void refusesAReachThatCannotBe(String role, String environments, String field) {
        var reply =
                coordinator.post(
                        "/api/v1/tokens",
                        "{\"name\":\"x\",\"role\":\"%s\",\"environments\":%s}"
                                .formatted(role, environments));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo(field);
    }

    @Test
    void keepsTheReachOverARestart(@TempDir Path other) {
        try (var alone = new TestCoordinator(other)) {
            alone.define("production");
            alone.define("staging");
            var token = alone.tokenFor("viewer", "\"staging\"");

            alone.restart();

            var path = "/api/v1/environments/";
            assertThat(alone.send("GET", path + "staging", token, "").status()).isEqualTo(200);
            assertThat(alone.send("GET", path + "production", token, "").status()).isEqualTo(403);
        }
    }
}
