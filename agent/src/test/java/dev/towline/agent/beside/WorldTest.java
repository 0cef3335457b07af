package dev.towline.agent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void namesEveryPlaceThatDiffersAndNoOther() {
        var reference = world("{'Same': 1, 'List': ['a', 'b'], 'Only': {}, 'Type': '1'}");
        var towline = world("{'Same': 1, 'List': ['a', 'c', 'd'], 'More': null, 'Type': 1}");

        assertThat(towline.differencesFrom(reference, Edition.V2_40))
                .containsExactly(
                        "container web /List/1: reference \"b\", towline \"c\"",
                        "container web /List/2: reference absent, towline \"d\"",
                        "container web /More: reference absent, towline null",
                        "container web /Only: reference {}, towline absent",
                        "container web /Type: reference \"1\", towline 1");
    }

    @Test
    void namesWhatIsInOneWorldAlone() {
        var reference = world("{'Name': 'web'}");
        var towline = new World(Map.of(), Map.of());

        assertThat(towline.differencesFrom(reference, Edition.V2_40))
                .containsExactly("container web /Name: reference \"web\", towline absent");
    }

    @Test
    void comparesHashesOnlyWithTheEditionThatTowlineFollows() {
        var reference = world("{'Config': {'Labels': {'com.docker.compose.config-hash': 'a'}}}");
        var towline = world("{'Config': {'Labels': {'com.docker.compose.config-hash': 'b'}}}");

        assertThat(towline.differencesFrom(reference, Edition.V2_40)).hasSize(1);
        assertThat(towline.differencesFrom(reference, Edition.V2_26)).isEmpty();
    }

    private static World world(String container) {
        try {
            var json = new ObjectMapper().readTree(container.replace('\'', '"'));
            return new World(Map.of(), Map.of("container web", (ObjectNode) json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
