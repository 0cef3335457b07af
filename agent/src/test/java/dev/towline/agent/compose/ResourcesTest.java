package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Networks, volumes, configs and secrets, as Docker Compose 2.40.3 prints them.
final class ResourcesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    networks | {driver: d, attachable: yes, enable_ipv6: false} | {"name":"p_r","driver":"d","ipam":{},"attachable":true,"enable_ipv6":false}
                    networks | {external: true}                | {"name":"r","ipam":{},"external":true}
                    networks | {external: {name: q}}           | {"name":"q","ipam":{},"external":true}
                    networks | {ipam: {options: {a: b}, config: [{subnet: 10.0.0.0/8, aux_addresses: {h: 10.0.0.2}}]}} | {"name":"p_r","ipam":{"config":[{"subnet":"10.0.0.0/8","aux_addresses":{"h":"10.0.0.2"}}]}}
                    networks | {labels: [a=b, c], x-a: 1}      | {"name":"p_r","ipam":{},"labels":{"a":"b","c":""}}
                    volumes  | {driver_opts: {a: 1.50}}        | {"name":"p_r","driver_opts":{"a":"1.5"}}
                    volumes  | {driver: local, driver_opts: {o: bind, device: ./d}} | {"name":"p_r","driver":"local","driver_opts":{"device":"/FOLDER/d","o":"bind"}}
                    volumes  | {external: true, name: q}       | {"name":"q","external":true}
                    configs  | {file: ./f}                     | {"name":"p_r","file":"/FOLDER/f"}
                    configs  | {content: "a$$b", labels: {a: 1}} | {"name":"p_r","content":"a$b","labels":{"a":"1"}}
                    configs  | {environment: SET}              | {"name":"p_r","environment":"SET"}
                    configs  | {external: true}                | {"name":"r","external":true}
                    secrets  | {environment: SET, name: q}     | {"name":"q","environment":"SET"}
                    secrets  | {file: /f, driver: d, template_driver: t} | {"name":"p_r","file":"/f","driver":"d","template_driver":"t"}
                    """)
    void areReadAsDockerComposeReadsThem(String section, String yaml, String json)
            throws Exception {
        var loaded = new FolderFixture(folder).load(project(section, yaml));

        assertThat(loaded.project().canonical().path(section).path("r"))
                .hasToString(json.replace("/FOLDER", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    volumes | {external: true, driver: d}    | volumes.r.driver: an external volume is made by others: it can only have a name
                    volumes | {external: {name: q}, name: n} | volumes.r.external: name and external.name exclude each other
                    networks | {name: ""}                    | networks.r.name: must be a name
                    networks | {drivers: d}                  | networks.r.drivers: not a Compose attribute
                    configs | {file: f, content: c}          | configs.r: may have only one of file, environment, content
                    configs | {}                             | configs.r: must have one of file, environment, content
                    secrets | {file: f, environment: SET}    | secrets.r: may have only one of file, environment
                    secrets | {content: c}                   | secrets.r.content: not a Compose attribute
                    secrets | {file: ""}                     | secrets.r.file: must be a path
                    secrets | {file: 'C:\\f'}                | secrets.r.file: C:\\f is a path of Windows
                    secrets | {file: ~/f}                   | secrets.r.file: whose home is ~? Write the absolute path, or set the variable HOME
                    """)
    void areRefusedAsDockerComposeRefusesThem(String section, String yaml, String complaint) {
        var complaints = new FolderFixture(folder).complaint(project(section, yaml));

        assertThat(complaints.lines()).contains("compose.yaml:3: " + complaint);
    }

    private static String project(String section, String yaml) {
        var use = section.equals("volumes") ? "{type: volume, source: r, target: /r}" : "r";
        return "services: {a: {image: x, %s: [%s]}}\n%s:\n  r: %s\n"
                .formatted(section, use, section, yaml);
    }

    @Nested
    class Contents {
        @Test
        void areTheInlineTextOrTheVariablesValueAndNeverPrinted() throws Exception {
            var loaded =
                    new FolderFixture(folder)
                            .load(
                                    """
                                    services: {a: {image: x, configs: [c, f], secrets: [s, unset]}}
                                    configs: {c: {content: hello}, f: {file: ./f}}
                                    secrets: {s: {environment: SET}, unset: {environment: UNSET}}
                                    """);
            var project = loaded.project();

            assertThat(project.configs().get("c").content()).isEqualTo("hello");
            assertThat(project.configs().get("f").content()).isNull();
            assertThat(project.secrets().get("s").content()).isEqualTo("secret value");
            assertThat(project.secrets().get("unset").content()).isNull();
            assertThat(loaded.toString() + ComposeForm.json(loaded) + ComposeForm.yaml(loaded))
                    .doesNotContain("secret value");
        }
    }

    @Test
    void thoseThatNoServiceUsesAreDropped() throws Exception {
        var project =
                new FolderFixture(folder)
                        .load(
                                """
                                services:
                                  a: {image: x, networks: [used]}
                                  off: {image: x, profiles: [not-wanted], networks: [n], secrets: [s]}
                                networks: {used: , n: }
                                volumes: {data: }
                                secrets: {s: {file: f}}
                                configs: {c: {file: f}}
                                """)
                        .project();

        assertThat(project.networks()).containsOnlyKeys("used");
        assertThat(project.volumes()).isEmpty();
        assertThat(project.secrets()).isEmpty();
        assertThat(project.configs()).isEmpty();
    }
}
