package dev.towline.agent.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class DesiredProjectTest {
    private static DesiredProject project() {
        var root = JsonNodeFactory.instance.objectNode().put("name", "shop");
        root.withObject("/services/web").put("image", "web:1").put("scale", 2);
        root.withObject("/networks/front").put("name", "shop_front");
        root.withObject("/volumes/data").put("name", "shop_data");
        return DesiredProject.of(root, "/srv/shop");
    }

    @Test
    void canonicalFormIsReadBackAsTheSameProject() {
        assertThat(DesiredProject.of(project().canonical(), "/srv/shop")).isEqualTo(project());
    }

    @Test
    void changingTheCanonicalFormDoesNotChangeTheProject() {
        var project = project();

        project.canonical().withObject("/services/web").put("image", "web:2");

        assertThat(project.service("web").image()).isEqualTo("web:1");
    }

    @Test
    void saysNothingThatMayBeASecret() {
        var root = JsonNodeFactory.instance.objectNode().put("name", "shop");
        root.withObject("/services/web/environment").put("PASSWORD", "hunter2");
        root.withObject("/volumes/data/driver_opts").put("o", "password=hunter2");
        root.withObject("/secrets/token").put("content", "hunter2");

        var project = DesiredProject.of(root, "/srv/shop");

        assertThat(project.toString() + project.services() + project.volumes() + project.secrets())
                .contains("shop", "web", "data", "token")
                .doesNotContain("hunter2");
    }
}
