package dev.towline.agent.policy;

import static dev.towline.agent.policy.Policies.allowing;
import static dev.towline.agent.policy.Policies.host;
import static dev.towline.agent.policy.Policies.project;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRulesTest {
    private static final Host HOST = host(Map.of());

    @ParameterizedTest
    @CsvSource({
        "registry.example.com,      registry.example.com/team/app:1,         true",
        "registry.example.com,      Registry.Example.COM/team/app:1,         true",
        "registry.example.com,      registry.example.com:5000/app:1,         false",
        "registry.example.com:5000, registry.example.com:5000/app@sha256:ab, true",
        "registry.example.com,      registry.example.com.evil.test/app:1,    false",
        "registry.example.com/team, registry.example.com/team/app:1,         true",
        "registry.example.com/team, registry.example.com/teams/app:1,        false",
        "registry.example.com,      app:1,                                   false",
        "docker.io,                 app:1,                                   true",
        "docker.io/library,         docker.io/app:1,                         true",
        "docker.io/library,         index.docker.io/app:1,                   true",
        "docker.io/library,         team/app:1,                              false",
        "localhost,                 localhost/app,                           true",
    })
    void imagesComeFromAllowedRegistriesOnly(String allowed, String image, boolean passes) {
        var project = project("services: {web: {image: '" + image + "'}}");

        var objections = allowing("registries", allowed).objections(project, HOST);

        assertThat(objections).hasSize(passes ? 0 : 1);
        assertThat(HostPolicy.DEFAULT.objections(project, HOST)).isEmpty();
    }

    @Test
    void saysWhichRegistryToAllow() {
        var project = project("services: {web: {image: 'other.example.com:5000/app:1'}}");

        assertThat(allowing("registries", "registry.example.com").objections(project, HOST))
                .containsExactly(
                        "services.web.image: no images come from other.example.com:5000 to this"
                                + " VM; the VM's policy.yml would allow it with `registries:"
                                + " [\"other.example.com:5000\"]`");
    }

    @Test
    void anImageThatIsMountedIsPulledToo() {
        var project =
                project(
                        "services: {web: {image: 'a.example.com/app:1', volumes: [{type: 'image',"
                                + " source: 'b.example.com/data:1', target: '/x'}]}}");

        assertThat(allowing("registries", "a.example.com").objections(project, HOST))
                .singleElement()
                .asString()
                .startsWith("services.web.volumes: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example/acme/,    https://git.example/acme/app.git,          true",
        "https://git.example/acme,     https://git.example/acme/app.git,          true",
        "https://git.example/acme,     https://git.example/acme-evil/app.git,     false",
        "https://git.example/acme/app, https://git.example/acme/app.git,          true",
        "https://git.example/acme/,    https://git.example/acme/../evil/app,      false",
        "https://git.example/acme/,    https://git.example/acme/%2e%2e/evil/app,  false",
        "https://git.example/acme/,    https://evil.example/acme/app,             false",
        "git@git.example:,             git@git.example:acme/app,                  true",
    })
    void commitsComeFromAllowedRepositoriesOnly(String allowed, String address, boolean passes) {
        assertThat(allowing("repositories", allowed).objectionTo(address).isEmpty())
                .isEqualTo(passes);
        assertThat(HostPolicy.DEFAULT.objectionTo(address)).isEmpty();
    }
}
