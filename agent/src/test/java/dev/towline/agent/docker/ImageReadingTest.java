package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ImageReadingTest {
    @Test
    void namesTheVolumesWhereTheyAreMounted() throws Exception {
        var image =
                new ObjectMapper()
                        .readTree(
                                """
                                {"Id": "sha256:%s",
                                 "Config": {"Volumes": {"/data/": {}, "/var//log": {}, "/srv": {}}}}
                                """
                                        .formatted("a".repeat(64)));

        assertThat(ImageReading.of("store:1", image).declaredVolumes())
                .containsExactlyInAnyOrder("/data", "/var/log", "/srv");
    }
}
