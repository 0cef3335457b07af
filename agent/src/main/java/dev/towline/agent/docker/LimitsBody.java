package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What a container may use: memory, processors, processes, block devices. Pure.
///
/// `deploy.resources` wins over the service's own attributes.
final class LimitsBody {
    private static final Map<String, String> NUMBERS =
            Map.ofEntries(
                    Map.entry("cpu_count", "CpuCount"),
                    Map.entry("cpu_period", "CpuPeriod"),
                    Map.entry("cpu_quota", "CpuQuota"),
                    Map.entry("cpu_rt_period", "CpuRealtimePeriod"),
                    Map.entry("cpu_rt_runtime", "CpuRealtimeRuntime"),
                    Map.entry("cpu_shares", "CpuShares"),
                    Map.entry("mem_limit", "Memory"),
                    Map.entry("mem_reservation", "MemoryReservation"),
                    Map.entry("mem_swappiness", "MemorySwappiness"),
                    Map.entry("memswap_limit", "MemorySwap"),
                    Map.entry("pids_limit", "PidsLimit"),
                    Map.entry("shm_size", "ShmSize"));
    private static final Map<String, String> RATES =
            Map.of(
                    "device_read_bps", "BlkioDeviceReadBps",
                    "device_read_iops", "BlkioDeviceReadIOps",
                    "device_write_bps", "BlkioDeviceWriteBps",
                    "device_write_iops", "BlkioDeviceWriteIOps");

    private final JsonNode spec;
    private final ObjectNode host;

    private LimitsBody(JsonNode spec, ObjectNode host) {
        this.spec = spec;
        this.host = host;
    }

    static void write(JsonNode spec, ObjectNode host) {
        new LimitsBody(spec, host).write();
    }

    private void write() {
        NUMBERS.forEach((from, to) -> number(spec.path(from), to));
        HostBody.copy(
                spec,
                Map.of(
                        "cgroup_parent", "CgroupParent",
                        "cpuset", "CpusetCpus",
                        "device_cgroup_rules", "DeviceCgroupRules"),
                host);
        // Always said: an engine that knows it answers null where it was not asked.
        host.put("OomKillDisable", spec.path("oom_kill_disable").asBoolean(false));
        processors(spec.path("cpus"));
        if (spec.hasNonNull("cpu_percent")) {
            host.put("CpuPercent", (long) (floating(spec.path("cpu_percent")) * 100));
        }
        deployed(spec.path("deploy").path("resources"));
        blockDevices(spec.path("blkio_config"));
        ulimits();
    }

    private void deployed(JsonNode resources) {
        var limits = resources.path("limits");
        number(limits.path("memory"), "Memory");
        processors(limits.path("cpus"));
        if (limits.path("pids").asLong(0) > 0) {
            host.put("PidsLimit", limits.path("pids").asLong());
        }
        number(resources.path("reservations").path("memory"), "MemoryReservation");
    }

    // Compose computes in 32 bits, and the result is to be the same.
    private void processors(JsonNode cpus) {
        if (floating(cpus) != 0) {
            host.put("NanoCpus", (long) (floating(cpus) * 1e9f));
        }
    }

    private static float floating(JsonNode number) {
        return number.asText("").isEmpty() ? 0 : Float.parseFloat(number.asText());
    }

    // Byte sizes are texts in the canonical form; 0 means that nothing is said.
    private void number(JsonNode number, String to) {
        var value = number.asText("").isEmpty() ? 0 : Long.parseLong(number.asText());
        if (value != 0) {
            host.put(to, value);
        }
    }

    private void blockDevices(JsonNode blkio) {
        number(blkio.path("weight"), "BlkioWeight");
        blkio.path("weight_device")
                .forEach(it ->
                        host.withArray("/BlkioWeightDevice")
                                .addObject()
                                .put("Path", it.path("Path").asText())
                                .put("Weight", it.path("Weight").asInt()));
        RATES.forEach((from, to) ->
                blkio.path(from)
                        .forEach(it ->
                                host.withArray("/" + to)
                                        .addObject()
                                        .put("Path", it.path("Path").asText())
                                        .put("Rate", Long.parseLong(it.path("Rate").asText()))));
    }

    private void ulimits() {
        spec.path("ulimits")
                .properties()
                .forEach(it ->
                        host.withArray("/Ulimits")
                                .addObject()
                                .put("Name", it.getKey())
                                .put("Soft", limit(it.getValue(), "soft"))
                                .put("Hard", limit(it.getValue(), "hard")));
    }

    // One number is both; a side that is left out is 0.
    private static long limit(JsonNode limit, String side) {
        return limit.isObject() ? limit.path(side).asLong(0) : limit.asLong();
    }
}
