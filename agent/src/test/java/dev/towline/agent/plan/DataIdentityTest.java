package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.DataIdentity.Before;
import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataIdentityTest {
    private static final String DATA = "type: 'volume', source: 'data'";
    private static final String FRESH = "type: 'volume', source: 'fresh'";
    private static final String BIND = "type: 'bind', source: '/srv/shop/conf'";

    private final FakeEngine engine = new FakeEngine();

    @Test
    void saysWhichValueWouldAcceptTheChange() {
        engine.composeUp(db(DATA));

        assertThat(objections(db(FRESH), null, Set.of()))
                .containsExactly(
                        "db: /data of container shop-db-1 is the volume shop_data, and would be the"
                                + " volume shop_fresh; order it with \"acceptVolumeChange\":"
                                + " [\"db:/data\"] to do so");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: 'volume', source: 'data'  | type: 'volume', source: 'fresh'",
                "type: 'volume', source: 'data'  | type: 'bind', source: '/srv/data'",
                "type: 'volume', source: 'data'  | type: 'tmpfs'",
                "type: 'bind', source: '/srv/a'  | type: 'bind', source: '/srv/b'",
                "type: 'bind', source: '/srv/a'  | type: 'volume', source: 'data'",
                "type: 'volume'                  | type: 'volume', source: 'data'",
            })
    void refusesAnotherSourceAtTheSamePlaceUnlessTheOrderNamesIt(String before, String after) {
        engine.composeUp(db(before));

        assertThat(objections(db(after), null, Set.of())).hasSize(1);
        assertThat(objections(db(after), null, Set.of("db:/data"))).isEmpty();
        assertThat(objections(db(after), null, Set.of("db:/other", "web:/data"))).hasSize(1);
        assertThat(objections(db(before), null, Set.of())).isEmpty();
    }

    @Test
    void anOrderMayNameTheVolumeThatIsLeft() {
        engine.composeUp(db(DATA));

        assertThat(objections(db(FRESH), null, Set.of("shop_data"))).isEmpty();
        assertThat(objections(db(FRESH), null, Set.of("shop_fresh"))).hasSize(1);
    }

    @Test
    void whatGitHasIsNotData() {
        engine.composeUp(db(BIND));
        var moved = db("type: 'bind', source: '/srv/shop/etc/conf'");
        var before = new Before(null, Set.of("/srv/shop/conf"), Set.of());

        assertThat(DataIdentity.objections(moved, engine.observe(moved), before)).isEmpty();
        assertThat(objections(moved, null, Set.of())).hasSize(1);
    }

    @Test
    void asksForTheSourcesOfContainersAndOfTheAcceptedRelease() {
        engine.composeUp(db(BIND));
        var accepted = db("type: 'bind', source: '/srv/shop/old'");

        assertThat(DataIdentity.sources(engine.observe(accepted), accepted))
                .containsExactly("/srv/shop/conf", "/srv/shop/old");
    }

    @Nested
    class WhenTheContainerIsGone {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "type: 'volume', source: 'fresh'",
                    "type: 'bind', source: '/srv/data'",
                    "type: 'tmpfs'"
                })
        void comparesWithTheAcceptedRelease(String after) {
            assertThat(objections(db(after), db(DATA), Set.of()))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "db: /data was the volume shop_data in the last accepted release, and"
                                    + " would be ")
                    .endsWith("[\"db:/data\"] to do so");
            assertThat(objections(db(after), db(DATA), Set.of("shop_data"))).isEmpty();
        }

        @Test
        void findsTheSameVolumeUnderAnotherKey() {
            var after = db("type: 'volume', source: 'again'");

            assertThat(objections(after, db(DATA), Set.of())).isEmpty();
        }

        @Test
        void aServiceThatIsGivenUpLosesNothing() {
            var after = Stacks.shop("services: {web: {image: 'app:1'}}");

            assertThat(objections(after, db(DATA), Set.of())).isEmpty();
        }
    }

    @Nested
    class WhenTheProjectIsRenamed {
        private final DesiredProject renamed = named("mall");

        @Test
        void saysThatEverythingWouldStartAnew() {
            assertThat(objections(renamed, named("shop"), Set.of()))
                    .containsExactly(
                            "the project would be called mall and no more shop: its containers"
                                    + " would be left, and others with other volumes made; order it"
                                    + " with \"acceptVolumeChange\": [\"project:mall\"] to do so");
        }

        @Test
        void isDoneWhereTheOrderNamesTheNewName() {
            assertThat(objections(renamed, named("shop"), Set.of("project:mall"))).isEmpty();
            assertThat(objections(renamed, named("shop"), Set.of("project:shop"))).hasSize(1);
        }

        private DesiredProject named(String name) {
            var tree = Stacks.shop("services: {web: {image: 'app:1'}}").canonical();
            tree.put("name", name);
            return Stacks.resolved(tree);
        }
    }

    private List<String> objections(
            DesiredProject project, @Nullable DesiredProject accepted, Set<String> changes) {
        return DataIdentity.objections(
                project, engine.observe(project), new Before(accepted, Set.of(), changes));
    }

    private static DesiredProject db(String mount) {
        return Stacks.shop(
                "services: {db: {image: 'mysql:9', volumes: [{"
                        + mount
                        + ", target: '/data'}]}}, volumes: {data: {name: 'shop_data'}, again:"
                        + " {name: 'shop_data'}, fresh: {name: 'shop_fresh'}}");
    }
}
