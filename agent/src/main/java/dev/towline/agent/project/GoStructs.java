package dev.towline.agent.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/// The order of keys in Compose's model, compose-go 2.9: Go writes a struct's fields in the order
/// of their declaration, and the config-hash is taken of that text.
///
/// Each line of the table is a struct. A field without a colon is a scalar or a list of them; after
/// a colon comes the struct that it holds, or a list of; `*` stands for a map, whose keys are
/// sorted, and may be followed by the struct of its values.
final class GoStructs {
    static final String SERVICE = "service";

    /// A service up to 2.35, whose endpoints were written in another order.
    static final String OLD_SERVICE = "oldservice";

    static final String NETWORK = "network";
    static final String VOLUME = "volume";

    private static final String TABLE =
            """
            service profiles annotations:* attach build develop:develop blkio_config:blkio cap_add cap_drop \
            cgroup_parent cgroup cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period \
            cpu_rt_runtime cpus cpuset cpu_shares command configs:file container_name \
            credential_spec:credential depends_on:*dependency deploy:deploy device_cgroup_rules \
            devices:device dns dns_opt dns_search dockerfile domainname entrypoint \
            provider:provider environment:* env_file:envfile expose extends:extends external_links \
            extra_hosts group_add gpus:request hostname healthcheck:health image init ipc isolation \
            labels:* label_file links logging:logging log_driver log_opt:* mem_limit \
            mem_reservation memswap_limit mem_swappiness mac_address models:*model net \
            network_mode networks:*endpoint oom_kill_disable oom_score_adj pid pids_limit platform \
            ports:port privileged pull_policy read_only restart runtime scale secrets:file \
            security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt:* sysctls:* \
            tmpfs tty ulimits:*ulimit use_api_socket user userns_mode uts volume_driver \
            volumes:mount volumes_from working_dir pre_start:hook post_start:hook pre_stop:hook
            develop watch:watch
            watch path action target exec:hook include ignore initial_sync
            blkio weight weight_device:weight device_read_bps:rate device_read_iops:rate \
            device_write_bps:rate device_write_iops:rate
            weight Path Weight
            rate Path Rate
            file source target uid gid mode
            credential config file registry
            dependency condition restart required
            deploy mode replicas labels:* update_config:update rollback_config:update \
            resources:resources restart_policy:restart placement:placement endpoint_mode
            update parallelism delay failure_action monitor max_failure_ratio order
            resources limits:resource reservations:resource
            resource cpus memory pids devices:request generic_resources:generic
            generic discrete_resource_spec:discrete
            discrete kind value
            restart condition delay max_attempts window
            placement constraints preferences:preference max_replicas_per_node
            preference spread
            device source target permissions
            provider type options:*
            envfile path required format
            extends file service
            request capabilities driver count device_ids options:*
            health test timeout interval retries start_period start_interval disable
            logging driver options:*
            model endpoint_var model_var
            endpoint aliases driver_opts:* gw_priority interface_name ipv4_address ipv6_address \
            link_local_ips mac_address priority
            oldendpoint priority gw_priority aliases ipv4_address ipv6_address link_local_ips \
            mac_address driver_opts:*
            port name mode host_ip target published protocol app_protocol
            ulimit single soft hard
            mount type source target read_only consistency bind:bind volume:volumemount \
            tmpfs:tmpfs image:imagemount
            bind selinux propagation create_host_path recursive
            volumemount labels:* nocopy subpath
            tmpfs size mode
            imagemount subpath
            hook command user privileged working_dir environment:*
            network name driver driver_opts:* ipam:ipam external internal attachable labels:* \
            enable_ipv4 enable_ipv6
            ipam driver config:pool options:*
            pool subnet gateway ip_range aux_addresses:*
            volume name driver driver_opts:* external labels:*
            """;

    private static final Map<String, Map<String, String>> STRUCTS = read();

    private GoStructs() {}

    /// The fields of a struct in their order, each with what it holds; none for an unknown struct.
    static Map<String, String> fields(String struct) {
        return STRUCTS.getOrDefault(struct, Map.of());
    }

    private static Map<String, Map<String, String>> read() {
        var structs = new LinkedHashMap<String, Map<String, String>>();
        TABLE.lines()
                .forEach(line -> {
                    var words = words(line);
                    var fields = new LinkedHashMap<String, String>();
                    for (var word : words.subList(1, words.size())) {
                        var colon = word.indexOf(':');
                        fields.put(
                                colon < 0 ? word : word.substring(0, colon),
                                colon < 0 ? "" : word.substring(colon + 1));
                    }
                    structs.put(words.getFirst(), fields);
                });
        var old = new LinkedHashMap<>(structs.getOrDefault(SERVICE, Map.of()));
        old.put("networks", "*oldendpoint");
        structs.put(OLD_SERVICE, old);
        return structs;
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }
}
