package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.SpecHash;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final String CANONICAL =
            """
            {"name": "shop",
             "services": {"api": {"image": "i",
               "labels": {"own": "x", "com.docker.compose.oneoff": "True"},
               "depends_on": {
                 "queue": {"condition": "service_started", "required": true, "restart": true},
                 "db": {"condition": "service_healthy", "required": true}}}},
             "networks": {"front": {"name": "n", "labels": {"mine": "1"}}},
             "volumes": {"data": {"name": "v"}}}
            """;

    @Test
    void ofAContainerAreComposesAndTowlinesAndItsOwn() {
        var project = Projects.pinned(CANONICAL);
        var hash = SpecHash.of(project, project.service("api"));

        var labels = Labels.container(Projects.create(project, "api"));

        assertThat((JsonNode) labels)
                .isEqualTo(
                        Projects.json(
                                """
                                {"own": "x",
                                 "com.docker.compose.project": "shop",
                                 "com.docker.compose.service": "api",
                                 "com.docker.compose.container-number": "1",
                                 "com.docker.compose.oneoff": "False",
                                 "com.docker.compose.config-hash": "%1$s",
                                 "com.docker.compose.image": "%2$s",
                                 "com.docker.compose.depends_on":
                                   "db:service_healthy:false,queue:service_started:true",
                                 "com.docker.compose.project.working_dir": "/srv/shop",
                                 "com.docker.compose.project.config_files":
                                   "/srv/shop/compose.yaml",
                                 "dev.towline.environment": "staging",
                                 "dev.towline.generation": "7",
                                 "dev.towline.sha": "%3$s",
                                 "dev.towline.spec": "%1$s"}
                                """
                                        .formatted(hash, Projects.IMAGE_ID, Projects.SHA)));
    }

    @Test
    void withoutACommitNameNone() {
        var step = Projects.create(Projects.pinned(CANONICAL), "api");
        var origin = new Origin(new EnvironmentName("local"), new Generation(1), null);
        var applied =
                new Step.CreateContainer(
                        step.project(),
                        origin,
                        "api",
                        1,
                        step.name(),
                        step.finalName(),
                        step.image(),
                        step.restart(),
                        step.carried(),
                        step.joined(),
                        "test");

        assertThat(Labels.container(applied).has("dev.towline.sha")).isFalse();
    }

    @Test
    void ofNetworksAndVolumesNameTheirKey() {
        var project = Projects.project(CANONICAL);

        assertThat((JsonNode) Labels.network(project, project.networks().get("front")))
                .isEqualTo(
                        Projects.json(
                                """
                                {"mine": "1", "com.docker.compose.project": "shop",
                                 "com.docker.compose.network": "front"}
                                """));
        assertThat((JsonNode) Labels.volume(project, project.volumes().get("data")))
                .isEqualTo(
                        Projects.json(
                                """
                                {"com.docker.compose.project": "shop",
                                 "com.docker.compose.volume": "data"}
                                """));
    }
}
