package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Docker Compose refuses and takes the same.
final class ConsistencyTest {
    private static final String REST =
            """

              other: {image: x}
              off: {image: x, profiles: [not-wanted]}
            networks: {net: }
            volumes: {data: }
            configs: {text: {content: hello}}
            secrets: {password: {file: ./f}}
            models: {llm: {model: m}}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    networks: [nett]                       | networks: there is no network nett
                    volumes: ['daata:/d']                  | volumes: there is no volume daata
                    configs: [txt]                         | configs: there is no config txt
                    secrets: [pass]                        | secrets: there is no secret pass
                    models: [gpt]                          | models: there is no model gpt
                    depends_on: [othr]                     | depends_on: there is no service othr
                    depends_on: [off]                      | depends_on: the service off is switched off by its profiles
                    depends_on: [a]                        | depends_on: the services wait for each other: a -> a
                    links: [othr]                          | links: there is no service othr
                    volumes_from: ['othr:ro']              | volumes_from: there is no service othr
                    network_mode: service:othr             | network_mode: there is no service othr
                    ipc: service:off                       | ipc: the service off is switched off by its profiles
                    network_mode: service:a                | depends_on: the services wait for each other: a -> a
                    {network_mode: host, networks: [net]}  | network_mode: network_mode and networks exclude each other
                    {container_name: me, scale: 2}         | container_name: 2 containers cannot have one name
                    {container_name: me, deploy: {replicas: 3}} | container_name: 3 containers cannot have one name
                    {scale: 2, deploy: {replicas: 3}}      | scale: scale and deploy.replicas must not differ
                    {cpus: 1, deploy: {resources: {limits: {cpus: '2'}}}} | cpus: cpus and deploy.resources.limits.cpus must not differ
                    {mem_limit: 1m, deploy: {resources: {limits: {cpus: '2'}}}} | mem_limit: mem_limit and deploy.resources.limits.memory must not differ
                    {pids_limit: 5, deploy: {resources: {limits: {pids: 6}}}} | pids_limit: pids_limit and deploy.resources.limits.pids must not differ
                    {mem_reservation: 1m, deploy: {resources: {reservations: {memory: 2m}}}} | mem_reservation: mem_reservation and deploy.resources.reservations.memory must not differ
                    {tmpfs: /t, volumes: [/t]}             | volumes: two mounts have the target /t
                    tmpfs: [/t, '/t:size=1m']              | tmpfs: two mounts have the target /t
                    {build: {dockerfile: D, dockerfile_inline: FROM x}} | build: dockerfile and dockerfile_inline exclude each other
                    {build: {secrets: [pass]}}             | build: there is no secret pass
                    {build: {additional_contexts: {c: 'service:other'}}} | build: service:other is not a service that is built
                    {build: {platforms: [linux/arm64]}, platform: linux/amd64} | platform: linux/amd64 is not one of build.platforms
                    gpus: [{count: 1, device_ids: ['0']}]  | gpus[0]: count and device_ids exclude each other
                    """)
    void whatDoesNotFitIsTold(String attributes, String complaint) {
        var complaints = complaint(attributes);

        assertThat(complaints).endsWith(": services.a." + complaint).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "depends_on: {off: {condition: service_started, required: false}}",
                "{container_name: me, scale: 1}",
                "{container_name: me, scale: 0}",
                "{scale: 2, deploy: {replicas: 2}}",
                "{cpus: 0.5, deploy: {resources: {limits: {cpus: '0.50'}}}}",
                "{cpus: 1, deploy: {resources: {reservations: {cpus: '2'}}}}",
                "{network_mode: host, networks: {}}",
                "volumes: [{type: volume, target: /t}]",
                "volumes_from: ['container:elsewhere']",
                "networks: {net: , default: }",
                "extra_hosts: {one: 1.1.1.1, two: 1.1.1.1}",
                "volumes: ['data:/d', 'data:/d']"
            })
    void whatFitsIsTaken(String attributes) {
        assertThat(complaint(attributes)).isEmpty();
    }

    private String complaint(String attributes) {
        var body =
                attributes.startsWith("{")
                        ? "{image: x, " + attributes.substring(1)
                        : "{image: x, " + attributes + "}";
        return new FolderFixture(folder).complaint("services:\n  a: " + body + REST);
    }

    @Nested
    class OfServices {
        @Test
        void oneWithoutImageIsRefused() {
            var complaint = new FolderFixture(folder).complaint("services: {a: {}}");

            assertThat(complaint).isEqualTo("compose.yaml:1: services.a: has no image");
        }

        @Test
        void oneThatIsSwitchedOffNeedNotFit() {
            var complaint =
                    new FolderFixture(folder)
                            .complaint(
                                    """
                                    services:
                                      a: {image: x}
                                      b: {profiles: [not-wanted], networks: [nowhere]}
                                    """);

            assertThat(complaint).isEmpty();
        }

        @Test
        void cyclesOverDifferentAttributesAreFound() {
            var complaint =
                    new FolderFixture(folder)
                            .complaint(
                                    """
                                    services:
                                      a: {image: x, network_mode: "service:b"}
                                      b: {image: x, volumes_from: [c]}
                                      c: {image: x, links: [a]}
                                    """);

            assertThat(complaint).contains("the services wait for each other: a -> b -> c -> a");
        }
    }
}
