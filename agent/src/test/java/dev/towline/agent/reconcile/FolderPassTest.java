package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.project.DesiredProject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A pass over a folder refuses before it touches anything.
class FolderPassTest {
    private final DockerInMemory docker = new DockerInMemory();
    private final List<String> told = new ArrayList<>();
    private final FolderPass pass = new FolderPass(docker, told::add);

    @Test
    void whatCannotBeGivenIsRefusedAltogether() throws IOException {
        var project =
                project(
                        """
                        {"image": "app:1", "use_api_socket": true,
                         "secrets": [{"source": "key"}],
                         "deploy": {"placement": {"constraints": ["node.role==manager"]}}}
                        """);

        assertThatThrownBy(() -> pass.apply(project, Duration.ofSeconds(1)))
                .isInstanceOf(FolderPass.Refused.class)
                .hasMessage(
                        """
                        services.api.use_api_socket: mount the socket as a volume if the service \
                        must have it
                        services.api.secrets[0]: the file /no/such/key does not exist\
                        """);

        assertThat(docker.performed).isEmpty();
        assertThat(docker.pulled).isEmpty();
        assertThat(told)
                .containsExactly(
                        "ignored: services.api.deploy.placement: only a swarm has a use for it");
    }

    private static DesiredProject project(String service) throws IOException {
        var canonical =
                """
                {"name": "shop", "services": {"api": %s},
                 "secrets": {"key": {"name": "shop_key", "file": "/no/such/key"}}}
                """
                        .formatted(service);
        return DesiredProject.of(JsonMapper.builder().build().readTree(canonical), "/srv/shop");
    }
}
