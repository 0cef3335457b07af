package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What services may ask for beyond the simple, given by the real stack.engine. Where `DOCKER_HOST`
/// names a newer one, what only that has is asked for as well.
class ServiceFeaturesIT {
    private static final String NAME = FeatureStack.NAME;
    private static final StepOutcome DONE = new StepOutcome.Done();

    private FeatureStack stack;
    @TempDir private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        stack = new FeatureStack(folder);
        Files.writeString(folder.resolve("secret.txt"), "hush");
        Files.writeString(
                folder.resolve("profile.json"),
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n \"syscalls\": []}");
    }

    @AfterEach
    void clean() {
        stack.close();
    }

    @Test
    void configsAndSecretsAreInPlaceBeforeTheStart() {
        var project =
                stack.project(
                        """
                        "api": {"image": "%s", "network_mode": "none",
                          "secrets": [{"source": "file", "target": "/run/secrets/given"},
                                      {"source": "copied"}],
                          "configs": [
                            {"source": "text", "target": "/etc/deep/app.conf", "uid": "7",
                             "gid": "8", "mode": "0640"},
                            {"source": "text", "target": "plain"}]}
                        """,
                        "\"configs\": {\"text\": {\"content\": \"größe=1\\n\"}},"
                                + " \"secrets\": {\"file\": {\"file\": \""
                                + folder
                                + "/secret.txt\"}, \"copied\": {\"environment\": \"KEY\"}}");
        var id = stack.created(project, "api");

        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.CopyFiles(project, "api", id, "api", "test"));
        }
        stack.start(id);

        assertThat(docker("exec", id, "cat", "/run/secrets/given")).isEqualTo("hush");
        assertThat(docker("exec", id, "cat", "/run/secrets/copied")).isEqualTo("key");
        assertThat(docker("exec", id, "cat", "/plain")).isEqualTo("größe=1");
        assertThat(FeatureStack.stat(id, "/etc/deep/app.conf"))
                .isEqualTo("7 8 640 /etc/deep/app.conf");
        assertThat(FeatureStack.stat(id, "/run/secrets/copied"))
                .isEqualTo("0 0 444 /run/secrets/copied");
    }

    @Test
    void hooksRunAsTheyAreDeclared() {
        var project =
                stack.project(
                        """
                        "api": {"image": "%s", "network_mode": "none", "post_start": [
                          {"command": ["sh", "-c",
                             "echo $WHO $(/bin/busybox id -u) $PWD > /tmp/out"],
                           "user": "1000", "working_dir": "/tmp", "environment": {"WHO": "me"}},
                          {"command": ["sh", "-c", "exit 3"]}]}
                        """,
                        "");
        var id = stack.created(project, "api");
        docker("start", id);
        docker("exec", id, "/bin/busybox", "chmod", "1777", "/tmp");

        var first = stack.engine.perform(hook(project, id, 0));
        var second = stack.engine.perform(hook(project, id, 1));

        assertThat(first).isEqualTo(DONE);
        assertThat(docker("exec", id, "cat", "/tmp/out")).isEqualTo("me 1000 /tmp");
        assertThat(second).isEqualTo(new StepOutcome.Refused("it exited with status 3"));
    }

    @Test
    void aServiceSharesWhatAnotherOnesContainerHas() {
        var project =
                stack.project(
                        """
                        "base": {"image": "%1$s", "networks": {"net": null}, "ipc": "shareable",
                          "volumes": [{"type": "volume", "source": "data", "target": "/data"}]},
                        "guest": {"image": "%1$s", "network_mode": "service:base",
                          "ipc": "service:base", "pid": "service:base", "volumes_from": ["base"]}
                        """,
                        resources());
        stack.createResources(project);
        var base = stack.created(project, "base");
        stack.start(base);

        var guest = stack.created(project, "guest", Map.of("base", base));
        stack.start(guest);

        var host = FeatureStack.inspect(guest).path("HostConfig");
        assertThat(host.path("NetworkMode").asText()).isEqualTo("container:" + base);
        assertThat(host.path("IpcMode").asText()).isEqualTo("container:" + base);
        assertThat(host.path("PidMode").asText()).isEqualTo("container:" + base);
        docker("exec", base, "sh", "-c", "echo seen > /data/file");
        assertThat(docker("exec", guest, "cat", "/data/file")).isEqualTo("seen");
    }

    @Test
    void networksMayBeLeftAndRemovedTwice() throws EngineException {
        var project =
                stack.project(
                        "\"api\": {\"image\": \"%s\", \"networks\": {\"net\": null}}", resources());
        stack.createResources(project);
        var id = stack.created(project, "api");
        stack.start(id);
        var network = stack.engine.observe(project).networks().get(NAME + "_net");

        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.DisconnectNetwork(NAME + "_net", id, "api", "test"));
        }
        assertThat(FeatureStack.inspect(id).path("NetworkSettings").path("Networks")).isEmpty();
        for (var time = 0; time < 2; time++) {
            stack.perform(new Step.RemoveNetwork(network.id(), NAME + "_net", "test"));
        }

        assertThat(stack.engine.observe(project).networks()).doesNotContainKey(NAME + "_net");
    }

    @Test
    void aNetworkInUseIsNotRemoved() throws EngineException {
        var project =
                stack.project(
                        "\"api\": {\"image\": \"%s\", \"networks\": {\"net\": null}}", resources());
        stack.createResources(project);
        stack.start(stack.created(project, "api"));
        var network = stack.engine.observe(project).networks().get(NAME + "_net");

        var outcome =
                stack.engine.perform(new Step.RemoveNetwork(network.id(), NAME + "_net", "test"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Refused.class,
                        it -> assertThat(it.message()).contains("has active endpoints"));
    }

    @Test
    void theRestOfTheAttributesIsAccepted() throws EngineException {
        var project = stack.project(rich(stack.engine.version()), resources());
        stack.createResources(project);

        var id = stack.created(project, "api");
        stack.perform(new Step.ConnectNetwork(project, "api", id, NAME + "-api-1", "more", "test"));
        stack.start(id);

        var seen = FeatureStack.inspect(id);
        var host = seen.path("HostConfig");
        var networks = seen.path("NetworkSettings").path("Networks");
        assertThat(networks.properties()).hasSize(2);
        assertThat(networks.path(NAME + "_net").path("IPAddress").asText()).isEqualTo("10.71.3.9");
        assertThat(host.path("MaskedPaths")).isEmpty();
        assertThat(host.path("SecurityOpt").path(0).asText())
                .isEqualTo("seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[]}");
        assertThat(host.path("Sysctls").path("net.core.somaxconn").asText()).isEqualTo("1024");
        assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000L);
        assertThat(host.path("PidsLimit").asInt()).isEqualTo(50);
        assertThat(host.path("Ulimits"))
                .contains(Projects.json("{\"Name\": \"nofile\", \"Hard\": 200, \"Soft\": 100}"));
        if (stack.engine.version().atLeast(48)) {
            assertThat(networks.path(NAME + "_more").path("GwPriority").asInt()).isEqualTo(10);
            assertThat(docker("exec", id, "/bin/busybox", "ip", "-o", "link")).contains("lan7");
        }
    }

    private String rich(EngineVersion version) {
        var more =
                version.atLeast(49)
                        ? "{\"gw_priority\": 10, \"interface_name\": \"lan7\"}"
                        : "null";
        var check = version.atLeast(44) ? ", \"start_interval\": \"1s\"" : "";
        var annotations = version.atLeast(43) ? "\"annotations\": {\"a\": \"b\"}," : "";
        return """
        "api": {"image": "%%s", %s
          "networks": {"net": {"priority": 1, "ipv4_address": "10.71.3.9"}, "more": %s},
          "mac_address": "02:42:ac:11:00:07",
          "security_opt": ["seccomp=profile.json", "systempaths=unconfined"],
          "sysctls": {"net.core.somaxconn": "1024"},
          "ulimits": {"nofile": {"soft": 100, "hard": 200}, "nproc": 90},
          "deploy": {"resources": {"limits": {"cpus": 0.5, "pids": 50, "memory": "50331648"}}},
          "healthcheck": {"test": ["CMD", "true"], "start_period": "5s"%s},
          "devices": [{"source": "/dev/null", "target": "/dev/hole", "permissions": "rw"}],
          "extra_hosts": ["db=10.0.0.1", "six=::1"], "dns": ["9.9.9.9"], "dns_opt": ["use-vc"],
          "cap_add": ["NET_ADMIN"], "cap_drop": ["mknod"], "init": true, "oom_score_adj": 10,
          "shm_size": "33554432", "group_add": ["7"], "stop_grace_period": "1s",
          "tmpfs": ["/scratch:size=1m"], "storage_opt": {}, "external_links": ["nobody:else"],
          "logging": {"driver": "json-file", "options": {"max-size": "1m"}},
          "platform": "linux/amd64"}
        """
                .formatted(annotations, more, check);
    }

    private static String resources() {
        return """
        "networks": {
          "net": {"name": "%1$s_net", "ipam": {"config": [{"subnet": "10.71.3.0/24"}]}},
          "more": {"name": "%1$s_more", "internal": true}},
        "volumes": {"data": {"name": "%1$s_data"}}
        """
                .formatted(NAME);
    }

    private static Step hook(DesiredProject project, String id, int index) {
        return new Step.RunHook(
                project, "api", id, "api", Step.RunHook.When.POST_START, index, "test");
    }
}
