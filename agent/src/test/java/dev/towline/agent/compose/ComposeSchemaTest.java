package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Docker Compose refuses each of these by its schema too.
final class ComposeSchemaTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    user: 1000                     | user: must be a text: quote it
                    usr: me                        | usr: not a Compose attribute
                    cgroup: private2               | cgroup: must be one of host, private
                    init: 1                        | init: must be true or false
                    cap_add: NET_ADMIN             | cap_add: must be a list
                    cap_add: [1]                   | cap_add[0]: must be a text: quote it
                    security_opt: [a, a]           | security_opt: has an item twice
                    blkio_config: {wait: 1}        | blkio_config.wait: not a Compose attribute
                    blkio_config: {x-a: 1}         | blkio_config.x-a: not a Compose attribute
                    healthcheck: {retries: [1]}    | healthcheck.retries: must be a text or a number
                    healthcheck: {interval: 30}    | healthcheck.interval: must be a duration like 1m30s
                    depends_on: {b: {}}            | depends_on.b: has no condition
                    depends_on: {b c: {condition: service_started}} | depends_on.b c: is not the name of a service
                    oom_score_adj: 1001            | oom_score_adj: must be 1000 or less
                    cpu_count: -1                  | cpu_count: must be 0 or more
                    gpus: some                     | gpus: must be all, or a list of devices
                    pull_policy: often             | pull_policy: must be always, missing, if_not_present, never, build, daily, weekly or every_N
                    ulimits: {nofile: {soft: 1}}   | ulimits.nofile: has no hard
                    volumes: [{target: /t}]        | volumes[0]: has no type
                    volumes: [{type: disk, target: /t}] | volumes[0].type: must be one of bind, volume, tmpfs, cluster, npipe, image
                    ports: [{target: 80, to: 90}]  | ports[0].to: not a Compose attribute
                    environment: {A: [b]}          | environment.A: must be a text, a number or a boolean
                    restart: sometimes             | restart: must be no, always, unless-stopped or on-failure[:N]
                    provider: {options: {}}        | provider: has no type
                    post_start: [{user: root}]     | post_start[0]: has no command
                    develop: {watch: [{path: .}]}  | develop.watch[0]: has no action
                    logging: {options: {a: true}}  | logging.options.a: must be a text or a number or empty: quote it
                    """)
    void isToldWithItsFileLineAndAttribute(String attribute, String complaint) {
        var project = new FolderFixture(folder);

        var complaints = project.complaint("services:\n  a:\n    image: x\n    " + attribute);

        assertThat(complaints).isEqualTo("compose.yaml:4: services.a." + complaint);
    }

    @Test
    void tellsAllThatIsWrongAtOnceAndEachOnce() {
        var complaints =
                new FolderFixture(folder)
                        .complaint(
                                """
                                services:
                                  a:
                                    image: [x]
                                    labels: {a: {b: c}}
                                    mem_limit: much
                                networks: {n: {driver: 1}}
                                """);

        assertThat(complaints.lines())
                .containsExactly(
                        "compose.yaml:3: services.a.image: must be a text",
                        "compose.yaml:4: services.a.labels.a: must be a text, a number or a boolean",
                        "compose.yaml:5: services.a.mem_limit: must be a size like 512m",
                        "compose.yaml:6: networks.n.driver: must be a text: quote it");
    }

    @Test
    void extensionsMayStandInAllMappingsWithKnownKeys() {
        var complaints =
                new FolderFixture(folder)
                        .complaint(
                                """
                                x-a: 1
                                services:
                                  a:
                                    image: x
                                    x-a: [1]
                                    deploy: {x-a: 1, resources: {x-a: 1, limits: {x-a: 1}}}
                                    ports: [{target: 80, x-a: {}}]
                                    networks: {default: {x-a: 1}}
                                    healthcheck: {x-a: 1}
                                networks: {default: {x-a: 1, ipam: {x-a: 1}}}
                                """);

        assertThat(complaints).isEmpty();
    }
}
