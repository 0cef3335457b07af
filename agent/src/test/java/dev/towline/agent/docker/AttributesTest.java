package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {
    private static final EngineVersion NEWEST = new EngineVersion("1.51", "28.5.2");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'build': {'context': '.'}, 'image': ''"
                        + " | services.api.build: build and push the image, or set image",
                "'pull_policy': 'build'"
                        + " | services.api.pull_policy: build and push the image, and let it be"
                        + " pulled",
                "'pull_policy': 'monthly' | services.api.pull_policy: monthly is not a policy",
                "'provider': {'type': 'cloud'}"
                        + " | services.api.provider: only what runs in containers is deployed",
                "'models': {'m': null, 'n': {'x': 1}}"
                        + " | services.api.models: run the model as a service of its own",
                "'use_api_socket': true | services.api.use_api_socket: mount the socket as a"
                        + " volume if the service must have it",
                "'credential_spec': {'file': 'x'}"
                        + " | services.api.credential_spec: only Windows has it",
                "'isolation': 'hyperv'"
                        + " | services.api.isolation: only default is supported, not hyperv",
                "'deploy': {'mode': 'global'}"
                        + " | services.api.deploy.mode: only replicated is supported, not global",
                "'deploy': {'restart_policy': {'condition': 'any', 'max_attempts': 3}}"
                        + " | services.api.deploy.restart_policy.max_attempts: the engine counts"
                        + " restarts only with condition: on-failure",
                "'restart': 'always:3'"
                        + " | services.api.restart: the engine counts restarts only with on-failure",
                "'uts': 'service:db'"
                        + " | services.api.uts: the engine cannot share it with another service",
                "'healthcheck': {'tests': ['x']} | services.api.healthcheck.tests: it is not known",
                "'shiny': 1 | services.api.shiny: it is not known",
                "'volumes': [{'type': 'npipe', 'target': '/x'}]"
                        + " | services.api.volumes[0].type: the engine on Linux has no npipe mounts",
                "'security_opt': ['seccomp']" + " | services.api.security_opt[0]: it has no value",
                "'secrets': [{'source': 'nobody'}]"
                        + " | services.api.secrets[0]: the project has no nobody",
                "'configs': [{'source': 'unset'}]"
                        + " | services.api.configs[0]: its variable is not set",
                "'configs': [{'source': 'inline'}], 'read_only': true"
                        + " | services.api.configs[0]: a read_only service can only be given a file",
                "'mac_address': '02:00:00:00:00:01', 'networks': {'n':"
                        + " {'mac_address': '02:00:00:00:00:02'}}"
                        + " | services.api.mac_address: network n has another one",
                "'healthcheck': {'test': ['CMD', 'x'], 'start_interval': '1s'}"
                        + " | services.api.healthcheck.start_interval: it needs start_period beside it"
            })
    void whatCannotBeHonouredIsRefusedWithItsReason(String attribute, String refusal) {
        var review = Attributes.review(Projects.project(project(attribute)), NEWEST);

        assertThat(review.refused()).containsExactly(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'annotations': {'a': 'b'} | annotations | 43",
                "'healthcheck': {'start_interval': '1s', 'start_period': '2s'}"
                        + " | healthcheck.start_interval | 44",
                "'devices': [{'source': 'v.com/c=d', 'target': 'v.com/c=d'}] | devices[0] | 44",
                "'networks': {'n': {'mac_address': '02:00:00:00:00:02'}}"
                        + " | networks.n.mac_address | 44",
                "'networks': {'n': {'gw_priority': 1}} | networks.n.gw_priority | 48",
                "'networks': {'n': {'interface_name': 'eth7'}} | networks.n.interface_name | 49",
                "'volumes': [{'type': 'bind', 'source': '/a', 'target': '/b', 'bind':"
                        + " {'recursive': 'readonly'}}] | volumes[0].bind.recursive | 44",
                "'volumes': [{'type': 'volume', 'source': 'v', 'target': '/b', 'volume':"
                        + " {'subpath': 'x'}}] | volumes[0].volume.subpath | 45",
                "'volumes': [{'type': 'image', 'source': 'i', 'target': '/b'}]"
                        + " | volumes[0].type | 48"
            })
    void whatNeedsANewerEngineIsRefusedByOlderOnesOnly(String attribute, String path, int since) {
        var project = Projects.project(project(attribute));
        var before = new EngineVersion("1." + (since - 1), "old");

        assertThat(Attributes.review(project, before).refused())
                .containsExactly(
                        "services.api.%s: needs API 1.%d, the engine has 1.%d"
                                .formatted(path, since, since - 1));
        assertThat(Attributes.review(project, new EngineVersion("1." + since, "new")).refused())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'build': {'context': '.'} | build: the image is pulled, never built",
                "'pull_policy': 'refresh' | pull_policy: Compose takes it as missing",
                "'deploy': {'placement': {'constraints': ['x']}}"
                        + " | deploy.placement: only a swarm has a use for it",
                "'deploy': {'endpoint_mode': 'vip'}"
                        + " | deploy.endpoint_mode: only a swarm has a use for it",
                "'deploy': {'labels': {'a': 'b'}} | deploy.labels: only a swarm has a use for it",
                "'deploy': {'update_config': {'parallelism': 2, 'order': 'start-first'}}"
                        + " | deploy.update_config.parallelism: only a swarm has a use for it",
                "'deploy': {'rollback_config': {'parallelism': 2}}"
                        + " | deploy.rollback_config: only a swarm has a use for it",
                "'deploy': {'resources': {'reservations': {'cpus': 0.5}}}"
                        + " | deploy.resources.reservations.cpus: only a swarm has a use for it",
                "'deploy': {'restart_policy': {'condition': 'any', 'delay': '5s'}}"
                        + " | deploy.restart_policy.delay: the engine has its own pauses",
                "'secrets': [{'source': 'file', 'uid': '7'}]"
                        + " | secrets[0].uid: a mounted file keeps its own",
                "'volumes_from': ['db:ro'] | volumes_from[0]: ro is lost, as with Compose: writable",
                "'volumes': [{'type': 'bind', 'source': '/a', 'target': '/b',"
                        + " 'consistency': 'cached'}]"
                        + " | volumes[0].consistency: it has no effect on Linux",
                "'volumes': [{'type': 'bind', 'source': '/a', 'target': '/b', 'bind':"
                        + " {'selinux': 'z', 'propagation': 'rslave'}}]"
                        + " | volumes[0].bind.selinux: Compose drops it beside the other options",
                "'volumes': [{'type': 'volume', 'target': '/b', 'tmpfs': {'size': '1'}}]"
                        + " | volumes[0].tmpfs: a mount of type volume has no such options",
                "'mac_address': '02:00:00:00:00:01', 'network_mode': 'none'"
                        + " | mac_address: without a network of its own it has no address"
            })
    void whatComposeIgnoresIsNamed(String attribute, String warning) {
        var review = Attributes.review(Projects.project(project(attribute)), NEWEST);

        assertThat(review.refused()).isEmpty();
        assertThat(review.ignored()).containsExactly("services.api." + warning);
    }

    @Test
    void whatSaysNothingIsNoMatter() {
        var project =
                Projects.project(
                        project(
                                "'secrets': [], 'ipc': '', 'devices': null, 'x-note': {'a': 1},"
                                        + " 'deploy': {'placement': {}, 'resources': {}}"));

        assertThat(Attributes.review(project, Projects.OLDEST))
                .isEqualTo(new Attributes.Review(List.of(), List.of()));
    }

    @Test
    void resourcesOfASwarmAreRefused() {
        var project =
                Projects.project(
                        """
                        {"name": "shop", "services": {},
                         "networks": {"n": {"name": "n", "ipam": {"options": {"a": "b"}}}},
                         "configs": {"c": {"name": "c", "external": true}},
                         "secrets": {"s": {"name": "s", "file": "/s", "driver": "vault",
                                           "labels": {"a": "b"}}}}
                        """);

        var review = Attributes.review(project, NEWEST);

        assertThat(review.refused())
                .containsExactly(
                        "configs.c.external: only a swarm has it",
                        "secrets.s.driver: only a swarm has it");
        assertThat(review.ignored())
                .containsExactly(
                        "networks.n.ipam.options: Compose does not pass it on",
                        "secrets.s.labels: a file has no labels");
    }

    @Test
    void whatIsRefusedIsNeverSent() {
        var project = Projects.pinned(project("'shiny': 1"));

        assertThatThrownBy(() -> ContainerBody.of(Projects.create(project, "api"), Projects.OLDEST))
                .isInstanceOf(UnsupportedAttributeException.class)
                .hasMessage("services.api.shiny: it is not known");
    }

    private static String project(String attribute) {
        var service = attribute.contains("'image'") ? attribute : "'image': 'i', " + attribute;
        return """
        {"name": "shop", "services": {"api": {%s}},
         "networks": {"n": {"name": "n"}}, "volumes": {"v": {"name": "v"}},
         "configs": {"inline": {"content": "x"}, "unset": {"environment": "NOBODY"}},
         "secrets": {"file": {"file": "/x"}}}
        """
                .formatted(service.replace('\'', '"'));
    }
}
