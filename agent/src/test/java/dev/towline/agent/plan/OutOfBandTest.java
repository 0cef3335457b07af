package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedProject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutOfBandTest {
    private static final DesiredProject ONE =
            Stacks.shop("services: {web: {image: 'app:1'}, db: {image: 'app:1'}}");
    private static final DesiredProject OTHER =
            Stacks.shop("services: {web: {image: 'app:1', user: '2'}, db: {image: 'app:1'}}");
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);
    private ObservedProject before;

    @BeforeEach
    void accepted() {
        plans.settle(ONE);
        before = engine.observe(ONE);
    }

    private List<String> changes(Step... steps) {
        return OutOfBand.between(before, List.of(steps), engine.observe(ONE));
    }

    @Test
    void whatWeDoIsNotToldAtAnyStepOfADeploymentAndOfTheWayBack() {
        var told = new ArrayList<String>();
        for (var project : List.of(OTHER, ONE)) {
            for (var plan = plans.plan(project, Stage.TRIAL);
                    !plan.steps().isEmpty();
                    plan = plans.plan(project, Stage.TRIAL)) {
                for (var step : plan.steps()) {
                    plans.perform(step);
                    engine.live();
                    told.addAll(changes(step));
                    before = engine.observe(ONE);
                }
            }
        }

        assertThat(told).isEmpty();
        assertThat(engine.text()).contains("shop-web-1 running");
    }

    @Test
    void removedOneIsTold() {
        engine.vanish("shop-web-1");

        assertThat(changes()).containsExactly("shop-web-1 was removed");
    }

    @Test
    void oneThatEndedIsToldWithItsExitCode() {
        engine.named("shop-web-1").stop(137);

        assertThat(changes()).containsExactly("shop-web-1 ended with exit code 137");
    }

    @Test
    void stepForAnotherContainerExplainsNothing() {
        var db = engine.named("shop-db-1");
        engine.named("shop-web-1").stop(0);

        assertThat(changes(new Step.StopContainer(db.id, db.name, "a test")))
                .containsExactly("shop-web-1 ended with exit code 0");
    }

    @Test
    void oneThatSomebodyStartedIsTold() {
        engine.named("shop-web-1").stop(0);
        before = engine.observe(ONE);
        engine.composeStart(engine.named("shop-web-1"));

        assertThat(changes()).containsExactly("shop-web-1 was started");
    }

    @Test
    void oneWithAnotherNameIsTold() {
        engine.named("shop-web-1").name = "mine";

        assertThat(changes()).containsExactly("shop-web-1 was renamed to mine");
    }

    @Test
    void oneThatComposePutsInItsPlaceIsToldAlsoWhileWeMakeOneForTheService() {
        var create =
                plans.plan(OTHER, Stage.TRIAL).steps().stream()
                        .filter(Step.CreateContainer.class::isInstance)
                        .toArray(Step[]::new);
        engine.recreate(OTHER, "shop-web-1");

        assertThat(create).hasSize(1);
        assertThat(changes(create))
                .containsExactly("shop-web-1 was removed", "shop-web-1 was made");
    }

    @Test
    void nothingIsToldOfNothing() {
        assertThat(changes()).isEmpty();
    }
}
