package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.project.StackDescriptor;
import dev.towline.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StackReaderTest {
    private static final StackDescriptor DEFAULTS =
            new StackDescriptor(
                    new StackDescriptor.ComposeFiles(List.of(), null, List.of()),
                    Map.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Duration.ofSeconds(10),
                    List.of(),
                    StackDescriptor.Rollback.AUTO);

    @Test
    void readsTheWholeForm() throws Exception {
        var stack =
                StackReader.read(
                        """
                        compose:
                          files: [docker-compose.gcp.yml]
                          project: catscan
                          profiles: [main]
                        variables:
                          IMAGE_TAG: "sha-${TOWLINE_SHORT_SHA}"
                          COUNT: 3
                        guard:
                          - {service: api, command: [python, idle.py], timeout: 20s, busy: [75, 76]}
                        hooks:
                          before: [ {service: db, command: [sh, -c, "pg_dump > x"], timeout: 5m, idempotent: true} ]
                          after: {service: api, command: [touch, /done]}
                        health:
                          - url: http://localhost:8000/health
                            timeout: 90s
                            expect: {git_sha: "${TOWLINE_SHA}", ready: true}
                        stable: 1m
                        contract:
                          - service: api
                            command: [python, check.py]
                            report: /tmp/contracts.json
                            timeout: 2m
                            required: false
                        rollback: manual
                        """,
                        null);

        assertThat(stack)
                .isEqualTo(
                        new StackDescriptor(
                                new StackDescriptor.ComposeFiles(
                                        List.of("docker-compose.gcp.yml"),
                                        "catscan",
                                        List.of("main")),
                                Map.of("IMAGE_TAG", "sha-${TOWLINE_SHORT_SHA}", "COUNT", "3"),
                                List.of(
                                        new StackDescriptor.Guard(
                                                "api",
                                                List.of("python", "idle.py"),
                                                Duration.ofSeconds(20),
                                                Set.of(75, 76))),
                                List.of(
                                        new StackDescriptor.Hook(
                                                "db",
                                                List.of("sh", "-c", "pg_dump > x"),
                                                Duration.ofMinutes(5),
                                                true)),
                                List.of(
                                        new StackDescriptor.Hook(
                                                "api",
                                                List.of("touch", "/done"),
                                                Duration.ofMinutes(10),
                                                false)),
                                List.of(
                                        new StackDescriptor.Health(
                                                "http://localhost:8000/health",
                                                Duration.ofSeconds(90),
                                                Map.of(
                                                        "git_sha",
                                                        "${TOWLINE_SHA}",
                                                        "ready",
                                                        "true"))),
                                Duration.ofMinutes(1),
                                List.of(
                                        new StackDescriptor.Contract(
                                                "api",
                                                List.of("python", "check.py"),
                                                "/tmp/contracts.json",
                                                Duration.ofMinutes(2),
                                                false)),
                                StackDescriptor.Rollback.MANUAL));
    }

    @Test
    void fillsInEveryDefault() throws Exception {
        var stack =
                StackReader.read(
                        """
                        guard: {service: api, command: [a]}
                        health: {url: "http://localhost/"}
                        contract: {service: api, command: [b]}
                        """,
                        null);

        assertThat(stack)
                .isEqualTo(
                        new StackDescriptor(
                                DEFAULTS.compose(),
                                Map.of(),
                                List.of(
                                        new StackDescriptor.Guard(
                                                "api",
                                                List.of("a"),
                                                Duration.ofSeconds(30),
                                                Set.of(75))),
                                List.of(),
                                List.of(),
                                List.of(
                                        new StackDescriptor.Health(
                                                "http://localhost/",
                                                Duration.ofSeconds(60),
                                                Map.of())),
                                Duration.ofSeconds(10),
                                List.of(
                                        new StackDescriptor.Contract(
                                                "api",
                                                List.of("b"),
                                                null,
                                                Duration.ofMinutes(5),
                                                true)),
                                StackDescriptor.Rollback.AUTO));
    }

    @Test
    void isAllDefaultsWithoutAFileAndWithAnEmptyOne() throws Exception {
        assertThat(StackReader.read(null, null)).isEqualTo(DEFAULTS);
        assertThat(StackReader.read("# nothing yet\n", null)).isEqualTo(DEFAULTS);
    }

    @Test
    void takesTheEnvironmentsDefaultOnlyWithoutAFile() throws Exception {
        var ofEnvironment = Json.MAPPER.readTree("{\"stable\":\"20s\",\"rollback\":\"manual\"}");

        var without = StackReader.read(null, ofEnvironment);
        var with = StackReader.read("stable: 30s", ofEnvironment);

        assertThat(without.stable()).isEqualTo(Duration.ofSeconds(20));
        assertThat(without.rollback()).isEqualTo(StackDescriptor.Rollback.MANUAL);
        assertThat(with.stable()).isEqualTo(Duration.ofSeconds(30));
        assertThat(with.rollback()).isEqualTo(StackDescriptor.Rollback.AUTO);
    }

    @Test
    void saysEverythingThatIsWrongWithItsLine() {
        var broken =
                """
                compse: {}
                compose: {files: [../x.yml, /y.yml], prject: p}
                variables: {TOWLINE_SHA: x, "a b": y, L: [1]}
                guard: [{service: api, timeout: 30}, {command: [], busy: [0, 300]}]
                health: {url: "localhost:8000", timeout: 0s, expect: {a: {b: c}}}
                stable: soon
                contract: text
                rollback: never
                """;

        assertThatThrownBy(() -> StackReader.read(broken, null))
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        """
                        towline.yml:1: compse: not a key of towline.yml
                        towline.yml:2: compose.prject: not a key of towline.yml
                        towline.yml:2: compose.files[0]: must be a path inside the repository
                        towline.yml:2: compose.files[1]: must be a path inside the repository
                        towline.yml:3: variables.TOWLINE_SHA: a name has letters, digits and _, and does not begin with TOWLINE_
                        towline.yml:3: variables.a b: a name has letters, digits and _, and does not begin with TOWLINE_
                        towline.yml:3: variables.L: must be a text, a number or a boolean
                        towline.yml:4: guard[0]: has no command
                        towline.yml:4: guard[0].timeout: must be a duration like 1m30s
                        towline.yml:4: guard[1]: has no service
                        towline.yml:4: guard[1].command: must be a command
                        towline.yml:4: guard[1].busy[0]: must be an exit code between 1 and 255
                        towline.yml:4: guard[1].busy[1]: must be an exit code between 1 and 255
                        towline.yml:5: health.url: must be an http or https URL
                        towline.yml:5: health.timeout: must be longer than 0s
                        towline.yml:5: health.expect.a: must be a text, a number or a boolean
                        towline.yml:6: stable: must be a duration like 1m30s
                        towline.yml:7: contract: must be a list
                        towline.yml:8: rollback: must be auto or manual\
                        """
                                .stripTrailing());
    }

    @Test
    void namesTheEnvironmentsDefaultWhereThatIsWrong() throws Exception {
        var broken = Json.MAPPER.readTree("{\"stabel\":\"20s\"}");

        assertThatThrownBy(() -> StackReader.read(null, broken))
                .isInstanceOf(ComposeException.class)
                .hasMessage("the environment's default stack: stabel: not a key of towline.yml");
    }
}
