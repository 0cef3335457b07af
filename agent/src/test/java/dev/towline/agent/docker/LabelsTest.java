package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Provenance;
import dev.towline.agent.project.SpecHash;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final String CANONICAL =
            """
            {"name": "shop",
             "services": {"db": {"image": "i"}, "queue": {"image": "i"}, "api": {"image": "i",
               "labels": {"own": "x", "com.docker.compose.oneoff": "True"},
               "depends_on": {
                 "queue": {"condition": "service_started", "required": true, "restart": true},
                 "off": {"condition": "service_started", "required": false},
                 "db": {"condition": "service_healthy", "required": true}}}},
             "networks": {"front": {"name": "n", "labels": {"mine": "1"}}},
             "volumes": {"data": {"name": "v"}}}
            """;

    @Test
    void ofAContainerAreComposesAndTowlinesAndItsOwn() {
        var project = Projects.pinned(CANONICAL);
        var service = project.service("api");

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
                                 "com.docker.compose.version": "2.40.3",
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
                                 "dev.towline.spec": "%4$s"}
                                """
                                        .formatted(
                                                ConfigHash.of(service, Map.of()),
                                                Projects.IMAGE_ID,
                                                Projects.SHA,
                                                SpecHash.of(project, service))));
    }

    @Test
    void nameTheFilesThatWereReallyLoaded() {
        var project =
                Projects.pinned(CANONICAL)
                        .withProvenance(
                                new Provenance(
                                        List.of("/srv/shop/a.yaml", "/srv/shop/b.yaml"),
                                        List.of("one.env", "two.env"),
                                        Set.of()));

        var labels = Labels.container(Projects.create(project, "api"));

        assertThat(labels.path("com.docker.compose.project.config_files").asText())
                .isEqualTo("/srv/shop/a.yaml,/srv/shop/b.yaml");
        assertThat(labels.path("com.docker.compose.project.environment_file").asText())
                .isEqualTo("one.env,two.env");
    }

    @Test
    void aSecretsContentIsNotInThemNorItsPlainHash() {
        var project =
                Projects.pinned(
                        """
                        {"name": "shop", "services": {"api": {"image": "api:1",
                          "secrets": [{"source": "token", "target": "/run/secrets/token"}]}},
                         "secrets": {"token": {"name": "shop_token", "content": "hunter2"}}}
                        """);

        var text = Labels.container(Projects.create(project, "api")).toString();

        assertThat(text).contains("dev.towline.contents").doesNotContain("hunter2");
        // The first digits of the plain SHA-256 of it.
        assertThat(text).doesNotContain("f52fbd32b2b3");
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
                                 "com.docker.compose.network": "front",
                                 "com.docker.compose.version": "2.40.3",
                                 "com.docker.compose.config-hash":
                                   "563b091c6885cf6ec7530320f56ac72439c70c8f14f43144019f3bdad8e7be42"}
                                """));
        assertThat((JsonNode) Labels.volume(project, project.volumes().get("data")))
                .isEqualTo(
                        Projects.json(
                                """
                                {"com.docker.compose.project": "shop",
                                 "com.docker.compose.volume": "data",
                                 "com.docker.compose.version": "2.40.3",
                                 "com.docker.compose.config-hash": "%s"}
                                """
                                        .formatted(ConfigHash.of(project.volumes().get("data")))));
    }
}
