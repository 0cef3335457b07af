package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A file that is replaced on disk stays the old one in a container that has it mounted, and no
/// hash of Compose's tells.
class Trap9ReplacedFilesTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    private final DesiredProject project =
            Stacks.shop(
                            "services: {web: {image: 'app:1', volumes: [{type: 'bind', source: '/srv/shop/c', target: '/c'}]}}")
                    .withContents(Map.of("/srv/shop/c", "1".repeat(64)));

    @Test
    void whatComposeStartedBeforeAFileWasReplacedSeesTheOldOne() {
        engine.composeUp(project);
        engine.touch("/srv/shop/c");

        assertThat(plans.text(project, Stage.TRIAL))
                .isEqualTo(
                        "create container shop-web-1.towline-next-HASH (bind ./c: newer than"
                                + " the container)\n");
    }

    @Test
    void changedContentIsADifferenceAndIsSaid() {
        plans.settle(project);

        var text =
                plans.text(
                        project.withContents(Map.of("/srv/shop/c", "2".repeat(64))), Stage.TRIAL);

        assertThat(text).contains("(bind ./c: content changed)");
    }

    @Test
    void changedContentOfAConfigIsOneTooAndIsCopiedBeforeTheStart() {
        plans.settle(config("one"));

        var text = plans.converge(config("two"), Stage.TRIAL);

        assertThat(text)
                .contains("(config /c: content changed)")
                .contains("copy configs and secrets into shop-web-1.towline-next-HASH");
    }

    private static DesiredProject config(String content) {
        return Stacks.shop(
                "services: {web: {image: 'app:1', configs: [{source: 'c'}]}}, configs: {c:"
                        + " {name: 'shop_c', content: '"
                        + content
                        + "'}}");
    }
}
