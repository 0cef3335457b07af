package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostFileTest {

    @Test
    void configsSecretsAndProfilesAreNeeded() {
        var project =
                Projects.project(
                        """
                        {"name": "shop",
                         "services": {"api": {"image": "i",
                           "secrets": [{"source": "file"}, {"source": "copied"}],
                           "configs": [{"source": "text"}, {"source": "conf"}],
                           "security_opt": ["seccomp=own.json", "seccomp:/etc/other.json",
                             "seccomp=unconfined", "seccomp=builtin", "no-new-privileges"]}},
                         "configs": {"text": {"content": "x"}, "conf": {"file": "/srv/conf"}},
                         "secrets": {"file": {"file": "/srv/key"},
                                     "copied": {"environment": "KEY"}}}
                        """);

        assertThat(HostFile.of(project))
                .containsExactly(
                        new HostFile("services.api.secrets[0]", "/srv/key"),
                        new HostFile("services.api.configs[1]", "/srv/conf"),
                        new HostFile("services.api.security_opt", "/srv/shop/own.json"),
                        new HostFile("services.api.security_opt", "/etc/other.json"));
    }
}
