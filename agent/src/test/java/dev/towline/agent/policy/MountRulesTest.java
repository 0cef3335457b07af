package dev.towline.agent.policy;

import static dev.towline.agent.policy.Policies.allowing;
import static dev.towline.agent.policy.Policies.host;
import static dev.towline.agent.policy.Policies.project;
import static dev.towline.agent.policy.Policies.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountRulesTest {
    private static final Host HOST = host(Map.of());

    private static DesiredProject bind(String source, boolean readOnly) {
        return web(
                "volumes: [{type: 'bind', source: '%s', target: '/x', read_only: %s}]"
                        .formatted(source, readOnly));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/var/run/docker.sock",
                "/run/docker.sock",
                "/run",
                "/var/run",
                "/var",
                "/var/lib",
                "/run/containerd/containerd.sock",
                "/run/podman",
                "/run/user/1000/docker.sock",
                "/run/dbus/system_bus_socket",
                "/etc",
                "/etc/shadow",
                "/boot/grub",
                "/proc",
                "/proc/1/root",
                "/sys/fs/cgroup",
                "/dev",
                "/dev/sda",
                "/root",
                "/root/.ssh",
                "/var/lib/docker/volumes/other",
                "/opt",
                "/opt/towline/environments",
                "/srv/../etc",
                "//etc//shadow",
            })
    void refusesWhatBelongsToTheVmEvenToReadIt(String source) {
        assertThat(HostPolicy.DEFAULT.objections(bind(source, true), HOST))
                .singleElement()
                .asString()
                .startsWith("services.web.volumes: " + source + " is not for stacks: ")
                .endsWith("`allow: {binds: [" + source + "]}`");
        assertThat(allowing("binds", source).objections(bind(source, true), HOST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/usr", "/usr/bin", "/lib/modules", "/usr/local/bin/tool", "/etc/hosts"})
    void letsOnlyRead(String source) {
        assertThat(HostPolicy.DEFAULT.objections(bind(source, false), HOST)).hasSize(1);
        assertThat(HostPolicy.DEFAULT.objections(bind(source, true), HOST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/data, false",
        "/srv, false",
        "/mnt/share, false",
        "/home/app/data, false",
        "/var/log/app, false",
        "/var/lib/postgresql, false",
        "/usr/local/app, false",
        "/tmp, false",
        "/etc/localtime, true",
        "/etc/timezone, true",
        "/etc/resolv.conf, true",
        "/etc/ssl/certs, true",
        "/etc/ssl/certs/ca-certificates.crt, true",
        "/usr/share/zoneinfo, true",
        "/root/app, false",
        "/root/app/data, false",
    })
    void letsPassWhatStacksUsuallyMount(String source, boolean readOnly) {
        assertThat(HostPolicy.DEFAULT.objections(bind(source, readOnly), HOST)).isEmpty();
    }

    @Test
    void aPathIsAllowedWithAllThatLiesBelowItAndNoMore() {
        var policy = allowing("binds", "/etc/app");

        assertThat(policy.objections(bind("/etc/app/conf", false), HOST)).isEmpty();
        assertThat(policy.objections(bind("/etc/application", false), HOST)).hasSize(1);
        assertThat(policy.objections(bind("/etc", false), HOST)).hasSize(1);
    }

    @Test
    void looksThroughALinkToWhatIsMounted() {
        var host = host(Map.of("/srv/conf", "/etc"));

        assertThat(HostPolicy.DEFAULT.objections(bind("/srv/conf/shadow", true), host))
                .singleElement()
                .asString()
                .contains("(it is a link to /etc/shadow)");
    }

    @Test
    void knowsAClosedPlaceByWhereItReallyIs() {
        var host = host(Map.of("/var/lib/docker", "/data/docker"));

        assertThat(HostPolicy.DEFAULT.objections(bind("/data/docker/volumes", false), host))
                .hasSize(1);
    }

    @Test
    void anAllowedLinkMayBeFollowed() {
        var host = host(Map.of("/srv/conf", "/etc/app"));

        assertThat(allowing("binds", "/srv/conf").objections(bind("/srv/conf/x", true), host))
                .isEmpty();
    }

    @Test
    void refusesALinkOutOfTheProjectFolder() {
        var host = host(Map.of("/root/app/data", "/srv/other"));
        var project = bind("/root/app/data/db", false);

        assertThat(HostPolicy.DEFAULT.links(project, host))
                .containsExactly(
                        "services.web.volumes: /root/app/data/db leads through a symbolic link out"
                                + " of the project folder to /srv/other/db; the VM's policy.yml"
                                + " would allow it with `allow: {binds: [/srv/other/db]}`");
        assertThat(HostPolicy.DEFAULT.objections(project, host))
                .isEqualTo(HostPolicy.DEFAULT.links(project, host));
        assertThat(allowing("binds", "/srv/other").links(project, host)).isEmpty();
    }

    @Test
    void aLinkWithinTheProjectFolderIsNoMatter() {
        var host = host(Map.of("/root/app/current", "/root/app/data"));

        assertThat(HostPolicy.DEFAULT.objections(bind("/root/app/current", false), host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "none,    bind,           /etc,              binds,        /etc",
        "'',      'ro,rbind',     /run/docker.sock,  binds,        /run",
        "bind,    '',             /etc/shadow,       binds,        /etc",
        "nfs,     'addr=h,bind',  /proc,             binds,        /proc",
        "overlay, 'lowerdir=/etc', overlay,          volume_types, overlay",
        "ext4,    '',             /dev/sda1,         volume_types, ext4",
    })
    void judgesALocalVolumeByWhatItMounts(
            String type, String options, String device, String key, String value) {
        var project = volume("local", type, options, device);

        assertThat(HostPolicy.DEFAULT.objections(project, HOST))
                .singleElement()
                .asString()
                .startsWith("volumes.data.driver_opts: ")
                .contains("`allow: {" + key + ": [");
        assertThat(allowing(key, value).objections(project, HOST)).isEmpty();
    }

    @Test
    void judgesAPluginsVolumeByThePathsOfItsOptions() {
        assertThat(HostPolicy.DEFAULT.objections(volume("persist", "", "", "/etc"), HOST))
                .hasSize(1);
        assertThat(HostPolicy.DEFAULT.objections(volume("persist", "", "", "/srv/x"), HOST))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nfs,   'addr=10.0.0.1,rw', :/export",
        "tmpfs, size=1m,            tmpfs",
        "none,  bind,               /srv/data",
    })
    void letsPassOtherVolumes(String type, String options, String device) {
        assertThat(HostPolicy.DEFAULT.objections(volume("local", type, options, device), HOST))
                .isEmpty();
    }

    @Test
    void judgesTheFileOfASecretAsABind() {
        assertThat(HostPolicy.DEFAULT.objections(secret("/etc/shadow"), HOST))
                .singleElement()
                .asString()
                .startsWith("services.web.secrets: /etc/shadow ");
        assertThat(HostPolicy.DEFAULT.objections(secret("/root/app/key"), HOST)).isEmpty();
    }

    @Test
    void refusesAnEnvFileOutsideTheProjectFolder() {
        var host = new Host(List.of(), List.of("/srv/other/.env"), it -> it);
        var project = web("restart: 'always'");

        assertThat(HostPolicy.DEFAULT.objections(project, host))
                .singleElement()
                .asString()
                .startsWith("env_file: /srv/other/.env lies outside the project folder");
        assertThat(allowing("binds", "/srv/other").objections(project, host)).isEmpty();
    }

    private static DesiredProject volume(
            String driver, String type, String options, String device) {
        return project(
                "services: {web: {image: 'app:1'}}, volumes: {data: {driver: '%s', driver_opts: {type: '%s', o: '%s', device: '%s'}}}"
                        .formatted(driver, type, options, device));
    }

    private static DesiredProject secret(String file) {
        return project(
                "services: {web: {image: 'app:1', secrets: [{source: 'key'}]}},"
                        + " secrets: {key: {file: '"
                        + file
                        + "'}}");
    }
}
