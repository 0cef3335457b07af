package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.agent.docker.PullPolicy;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.docker.WantedImage;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.ids.ImageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NeedTest {
    private static final JsonMapper RELAXED =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .build();
    private static final StoredImage APP_1 = stored("a", 1000, "app:1");
    private static final StoredImage PAGE_1 = stored("b", 100, "page:1");
    private static final DesiredProject RUNNING =
            project("{api: {image: 'app:1'}, worker: {image: 'app:1'}, web: {image: 'page:1'}}")
                    .withImages(Map.of("app:1", pin("a", "app:1"), "page:1", pin("b", "page:1")));

    @Nested
    class ANewImage {
        @Test
        void isTakenToBeAFifthLargerThanTheOneThatItsServiceRuns() {
            var wanted = project("{api: {image: 'app:2'}, web: {image: 'page:1'}}");

            assertThat(need(wanted)).isEqualTo(1200);
        }

        @Test
        void isCountedOnceForAllItsServices() {
            var wanted = project("{api: {image: 'app:2'}, worker: {image: 'app:2'}}");

            assertThat(need(wanted)).isEqualTo(1200);
        }

        @Test
        void isMeasuredByTheLargestOfItsServices() {
            var wanted = project("{api: {image: 'all:2'}, web: {image: 'all:2'}}");

            assertThat(need(wanted)).isEqualTo(1200);
        }

        @Test
        void addsToTheOthers() {
            var wanted = project("{api: {image: 'app:2'}, web: {image: 'page:2'}}");

            assertThat(need(wanted)).isEqualTo(1320);
        }

        @Test
        void ofANewServiceHasNoMeasure() {
            assertThat(need(project("{cache: {image: 'cache:1'}}"))).isZero();
        }
    }

    @Test
    void nothingIsNeededForWhatIsThereUnderItsLongName() {
        assertThat(need(project("{api: {image: 'docker.io/library/app:1'}}"))).isZero();
    }

    @Test
    void theFirstDeploymentHasNoMeasure() {
        var need = Need.of(project("{api: {image: 'app:2'}}"), Optional.empty(), List.of(APP_1));

        assertThat(need).isZero();
    }

    @Test
    void theRegistryIsAskedAsThePolicySays() {
        assertThat(asks("app:1", PullPolicy.MISSING)).isFalse();
        assertThat(asks("app:2", PullPolicy.MISSING)).isTrue();
        assertThat(asks("app:1", PullPolicy.ALWAYS)).isTrue();
        assertThat(asks("app:2", PullPolicy.NEVER)).isFalse();
    }

    private static boolean asks(String reference, PullPolicy policy) {
        return Need.asksRegistry(new WantedImage(reference, "", policy), List.of(APP_1));
    }

    private static long need(DesiredProject wanted) {
        return Need.of(wanted, Optional.of(RUNNING), List.of(APP_1, PAGE_1));
    }

    private static StoredImage stored(String digit, long size, String tag) {
        return new StoredImage(id(digit), size, List.of(tag), List.of());
    }

    private static ImagePin pin(String digit, String reference) {
        return new ImagePin(reference, id(digit), null, null, Set.of());
    }

    private static ImageDigest id(String digit) {
        return new ImageDigest("sha256:" + digit.repeat(64));
    }

    private static DesiredProject project(String services) {
        try {
            var canonical = RELAXED.readTree("{name: 'shop', services: " + services + "}");
            return DesiredProject.of(canonical, "/srv/shop");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
