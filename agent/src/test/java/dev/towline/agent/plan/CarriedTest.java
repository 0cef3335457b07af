package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;

class CarriedTest {
    private final FakeEngine engine = new FakeEngine();

    @Test
    void firstDeploymentLosesNothing() {
        var project = db("volumes: [{type: 'volume', source: 'data', target: '/data'}]");

        assertThat(Carried.losses(project, engine.observe(project))).isEmpty();
    }

    @Test
    void anotherVolumeAtTheSamePlaceIsALoss() {
        engine.composeUp(db("volumes: [{type: 'volume', source: 'data', target: '/data'}]"));

        var losses = losses(db("volumes: [{type: 'volume', source: 'fresh', target: '/data'}]"));

        assertThat(losses)
                .isEqualTo(
                        "db: /data of container shop-db-1 is the volume shop_data, and would be the"
                                + " volume shop_fresh");
    }

    @Test
    void renamedVolumeIsALossThoughTheServiceReadsTheSame() {
        var before = db("volumes: [{type: 'volume', source: 'data', target: '/data'}]");
        new Plans(engine).settle(before);
        var after =
                Stacks.shop(
                        """
                        services: {db: {image: 'postgres:16',
                            volumes: [{type: 'volume', source: 'data', target: '/data'}]}},
                        volumes: {data: {name: 'shop2_data'}}
                        """);

        assertThat(losses(after))
                .isEqualTo(
                        "db: /data of container shop-db-1 is the volume shop_data, and would be the"
                                + " volume shop2_data");
    }

    @Test
    void anotherBindSourceIsALoss() {
        engine.composeUp(db("volumes: [{type: 'bind', source: '/srv/a', target: '/data'}]"));

        var losses = losses(db("volumes: [{type: 'bind', source: '/srv/b', target: '/data'}]"));

        assertThat(losses)
                .isEqualTo(
                        "db: /data of container shop-db-1 is the bind /srv/a, and would be the bind"
                                + " /srv/b");
    }

    @Test
    void volumeInsteadOfBindIsALossAndTheOtherWayRoundToo() {
        var bind = db("volumes: [{type: 'bind', source: '/srv/a', target: '/data'}]");
        var volume = db("volumes: [{type: 'volume', source: 'data', target: '/data'}]");
        engine.composeUp(bind);
        var other = new FakeEngine();
        other.composeUp(volume);

        assertThat(Carried.losses(volume, engine.observe(volume))).hasSize(1);
        assertThat(Carried.losses(bind, other.observe(bind))).hasSize(1);
    }

    @Test
    void memoryInsteadOfAVolumeIsALoss() {
        engine.composeUp(db("volumes: [{type: 'volume', source: 'data', target: '/data'}]"));

        assertThat(losses(db("volumes: [{type: 'tmpfs', target: '/data'}]")))
                .isEqualTo(
                        "db: /data of container shop-db-1 is the volume shop_data, and would be a"
                                + " tmpfs");
    }

    @Test
    void volumeThatTheEngineNamedIsCarriedWhereTheImageDeclaresIt() {
        var project = db("environment: {A: '1'}");
        engine.composeUp(project);
        var anonymous = engine.named("shop-db-1").mounts;

        new Plans(engine).settle(project);

        assertThat(losses(project)).isEmpty();
        assertThat(engine.named("shop-db-1").mounts).isEqualTo(anonymous);
    }

    @Test
    void volumeThatTheEngineNamedIsALossWhereTheNewImageDeclaresNone() {
        engine.composeUp(db("environment: {A: '1'}"));

        var losses = losses(Stacks.shop("services: {db: {image: 'mysql:9'}}"));

        assertThat(losses).startsWith("db: /data of container shop-db-1 is the volume ");
        assertThat(losses).endsWith(", and would be mounted no more");
    }

    @Test
    void namedVolumeInsteadOfTheOneThatTheEngineNamedIsALoss() {
        engine.composeUp(db("environment: {A: '1'}"));

        var losses = losses(db("volumes: [{type: 'volume', source: 'data', target: '/data'}]"));

        assertThat(losses).endsWith(", and would be the volume shop_data");
    }

    @Test
    void mountThatIsDroppedOrBecomesReadOnlyIsNoLoss() {
        engine.composeUp(
                db(
                        """
                        volumes: [{type: 'bind', source: '/srv/a', target: '/etc/a'},
                            {type: 'volume', source: 'data', target: '/data'}]
                        """));

        var losses =
                losses(
                        db(
                                "volumes: [{type: 'volume', source: 'data', target: '/data',"
                                        + " read_only: true}]"));

        assertThat(losses).isEmpty();
    }

    @Test
    void everyContainerOfAServiceIsLookedAt() {
        engine.composeUp(db("scale: 2"));

        var losses =
                losses(
                        db(
                                "scale: 2, volumes: [{type: 'volume', source: 'data', target:"
                                        + " '/data'}]"));

        assertThat(losses).contains("container shop-db-1 ").contains("container shop-db-2 ");
    }

    private String losses(DesiredProject project) {
        return String.join("\n", Carried.losses(project, engine.observe(project)));
    }

    private static DesiredProject db(String more) {
        return Stacks.shop(
                "services: {db: {image: 'postgres:16', "
                        + more
                        + "}}, volumes: {data: {name: 'shop_data'}, fresh: {name: 'shop_fresh'}}");
    }
}
