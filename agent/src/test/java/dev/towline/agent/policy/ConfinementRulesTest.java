package dev.towline.agent.policy;

import static dev.towline.agent.policy.Policies.allowing;
import static dev.towline.agent.policy.Policies.host;
import static dev.towline.agent.policy.Policies.project;
import static dev.towline.agent.policy.Policies.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementRulesTest {
    private static final Host HOST = host(Map.of());

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "privileged: true                                  | privileged           | privileged   | web",
                "post_start: [{command: ['x'], privileged: true}]  | post_start           | privileged   | web",
                "pre_stop: [{command: ['x'], privileged: true}]    | pre_stop             | privileged   | *",
                "network_mode: 'host'                              | network_mode         | namespaces   | network",
                "pid: 'host'                                       | pid                  | namespaces   | pid",
                "ipc: 'host'                                       | ipc                  | namespaces   | ipc",
                "uts: 'host'                                       | uts                  | namespaces   | uts",
                "userns_mode: 'host'                               | userns_mode          | namespaces   | user",
                "cgroup: 'host'                                    | cgroup               | namespaces   | cgroup",
                "cgroup_parent: '/system.slice'                    | cgroup_parent        | namespaces   | cgroup",
                "pid: 'container:other'                            | pid                  | containers   | other",
                "network_mode: 'container:other'                   | network_mode         | containers   | other",
                "volumes_from: ['container:other:rw']              | volumes_from         | containers   | other",
                "cap_add: ['NET_ADMIN']                            | cap_add              | capabilities | NET_ADMIN",
                "cap_add: ['cap_sys_admin']                        | cap_add              | capabilities | SYS_ADMIN",
                "cap_add: ['ALL']                                  | cap_add              | capabilities | ALL",
                "devices: [{source: '/dev/ttyUSB0'}]               | devices              | devices      | /dev/ttyUSB0",
                "devices: [{source: '/dev/snd/seq'}]               | devices              | devices      | /dev/snd",
                "device_cgroup_rules: ['c 188:* rmw']              | device_cgroup_rules  | devices      | c 188:* rmw",
                "gpus: [{count: -1}]                               | gpus                 | devices      | gpu",
                "deploy: {resources: {reservations: {devices: [{capabilities: ['gpu']}]}}} | deploy.resources.reservations.devices | devices | gpu",
                "security_opt: ['seccomp=unconfined']              | security_opt         | security_opt | seccomp:unconfined",
                "security_opt: ['seccomp=all.json']                | security_opt         | security_opt | seccomp=all.json",
                "security_opt: ['apparmor:unconfined']             | security_opt         | security_opt | apparmor=unconfined",
                "security_opt: ['label:disable']                   | security_opt         | security_opt | label:disable",
                "security_opt: ['label=type:spc_t']                | security_opt         | security_opt | label=type:spc_t",
                "security_opt: ['systempaths=unconfined']          | security_opt         | security_opt | systempaths=unconfined",
                "security_opt: ['no-new-privileges:false']         | security_opt         | security_opt | no-new-privileges:false",
            })
    void refusesWhatIsNotAllowed(String attributes, String attribute, String key, String value) {
        var refused = HostPolicy.DEFAULT.objections(web(attributes), HOST);
        var allowed = allowing(key, value).objections(web(attributes), HOST);

        assertThat(refused)
                .singleElement()
                .asString()
                .startsWith("services.web." + attribute + ": ")
                .contains("`allow: {" + key + ": [");
        assertThat(allowed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privileged: false",
                "network_mode: 'bridge'",
                "network_mode: 'service:vpn'",
                "ipc: 'shareable'",
                "pid: 'service:vpn'",
                "cgroup: 'private'",
                "cap_add: ['NET_BIND_SERVICE', 'CAP_CHOWN', 'ipc_lock']",
                "cap_drop: ['ALL']",
                "security_opt: ['no-new-privileges', 'no-new-privileges:true', 'label:level:s0']",
                "post_start: [{command: ['x']}]",
            })
    void letsPassWhatStaysInTheContainer(String attributes) {
        assertThat(HostPolicy.DEFAULT.objections(web(attributes), HOST)).isEmpty();
    }

    @Test
    void saysWhichServiceWhyAndWhatToWrite() {
        var objections = HostPolicy.DEFAULT.objections(web("privileged: true"), HOST);

        assertThat(objections)
                .containsExactly(
                        "services.web.privileged: a privileged container is root on the VM; the"
                                + " VM's policy.yml would allow it with `allow: {privileged:"
                                + " [web]}`");
    }

    @Test
    void allowsAServiceOnlyWhatItsOwnNameAllows() {
        var objections = allowing("privileged", "db").objections(web("privileged: true"), HOST);

        assertThat(objections).hasSize(1);
    }

    @Test
    void knowsTheHostsNetworkByItsName() {
        var project =
                project(
                        "services: {web: {image: 'app:1', networks: {outside: {}}}},"
                                + " networks: {outside: {name: 'host', external: true}}");

        assertThat(HostPolicy.DEFAULT.objections(project, HOST))
                .singleElement()
                .asString()
                .startsWith("services.web.networks.outside: ");
        assertThat(allowing("namespaces", "network").objections(project, HOST)).isEmpty();
    }

    @Test
    void letsAStackJoinItsOwnContainerByName() {
        var project =
                project(
                        "services: {vpn: {image: 'vpn:1', container_name: 'vpn'},"
                                + " web: {image: 'app:1', network_mode: 'container:vpn'}}");

        assertThat(HostPolicy.DEFAULT.objections(project, HOST)).isEmpty();
    }
}
