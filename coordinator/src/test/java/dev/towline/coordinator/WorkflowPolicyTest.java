package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.coordinator.access.TrustRule;
import dev.towline.coordinator.access.TrustedIssuer;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Role;
import dev.towline.ids.EnvironmentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a policy says of workflows, here of acme/shop on main, which deploys to staging.
final class WorkflowPolicyTest {
    private static final String DESIRED = "/api/v1/environments/staging/desired";
    private static final String SEEN = "{\"confirm\":\"DEPLOY\",\"reason\":\"seen\"}";

    @TempDir private Path data;
    private TestIssuer issuer;
    private TestCoordinator coordinator;
    private String workflow;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        coordinator = new TestCoordinator(data, config -> config.with(List.of(trusted())));
        coordinator.define("staging", "{\"approval\":{}}");
        workflow = issuer.sign(TestIssuer.claims(coordinator.now.get()).build());
    }

    @AfterEach
    void stop() {
        coordinator.close();
        issuer.close();
    }

    private TrustedIssuer trusted() {
        var staging = new Reach.Only(Set.of(new EnvironmentName("staging")));
        var rule = new TrustRule(Role.DEPLOYER, staging, "acme/shop", "main", Map.of());
        return new TrustedIssuer(
                "github", TestIssuer.NAME, issuer.jwksUrl(), TestIssuer.AUDIENCE, List.of(rule));
    }

    private Reply deploy(String token) {
        return coordinator.send("PUT", DESIRED, token, TestCoordinator.order(SHA_1));
    }

    private void assertNothingOrdered() {
        assertThat(coordinator.get(DESIRED).status()).isEqualTo(404);
    }

    @Test
    void namesThemAmongDeployersByRepositoryAndBranch() {
        coordinator.define("staging", "{\"deployers\":[\"acme/shop@refs/heads/main\"]}");

        assertThat(deploy(coordinator.admin).text("/rule")).isEqualTo("deployers");
        assertThat(deploy(workflow).status()).isEqualTo(202);
    }

    @Test
    void keepsThemOutWhereOnlyOthersMayDeploy() {
        coordinator.define("staging", "{\"deployers\":[\"anne\"]}");

        assertThat(deploy(workflow).text("/rule")).isEqualTo("deployers");
        assertNothingOrdered();
    }

    @Test
    void asksAgainWhetherTheyMayDeployWhenAPersonApproves() {
        var pending = deploy(workflow);
        coordinator.define("staging", "{\"approval\":{},\"deployers\":[\"anne\"]}");

        var reply = coordinator.post(pending.header("Location"), SEEN);

        assertThat(reply.text("/rule")).isEqualTo("deployers");
        assertNothingOrdered();
    }

    @Test
    void letsAPersonApproveTheirOrders() {
        var pending = deploy(workflow);

        var reply = coordinator.post(pending.header("Location"), SEEN);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/requestedBy"))
                .isEqualTo("acme/shop@refs/heads/main run 42 attempt 1 (token oidc github)");
    }

    @Test
    void takesNoneOfThemForASecondPerson() {
        var pending = deploy(coordinator.token("anne", "deployer"));

        var reply = coordinator.send("POST", pending.header("Location"), workflow, SEEN);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("/rule")).isEqualTo("approval");
        assertNothingOrdered();
    }

    @Test
    void showsThemNoOrdersOfOtherEnvironments() {
        coordinator.define("production", "{\"approval\":{}}");
        var pending = coordinator.deploy("production", SHA_1);
        var own = deploy(workflow);

        var listed = coordinator.send("GET", "/api/v1/approvals", workflow, "");
        var other = coordinator.send("GET", pending.header("Location"), workflow, "");

        assertThat(listed.json().findValuesAsText("approval"))
                .containsExactly(own.text("/approval"));
        assertThat(other.status()).isEqualTo(404);
    }
}
