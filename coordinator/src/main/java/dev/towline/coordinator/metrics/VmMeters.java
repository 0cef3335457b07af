package dev.towline.coordinator.metrics;

import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.Generation;
import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import dev.towline.metrics.Words;
import dev.towline.wire.Drift;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The enrolled VMs, as their agents last told of them.
record VmMeters(GenerationSignal orders) {
    private static final Family LAG =
            new Family(
                    "towline_vm_generation_lag",
                    "Generations between what was ordered and what the VM was brought to.");
    private static final Family CONTACT =
            new Family(
                    "towline_vm_last_contact_timestamp_seconds",
                    "When the VM's agent last asked or reported; absent: it never did.");
    private static final Family CONDITION =
            new Family(
                    "towline_vm_condition",
                    "1 for the condition that the VM last told; absent: it told none.");
    private static final Family DRIFT =
            new Family(
                    "towline_vm_drift",
                    "Differences from the accepted release that the VM last told.");
    private static final Family SECOND =
            new Family(
                    "towline_vm_second_process",
                    "Whether another living process uses the agent's identity.");

    List<MetricSnapshot> of(List<Vm> vms) {
        return List.of(
                LAG.gauge(vms.stream().map(it -> new Point(labels(it), lag(it)))),
                CONTACT.gauge(vms.stream().flatMap(it -> contact(it).stream())),
                CONDITION.gauge(vms.stream().flatMap(it -> condition(it).stream())),
                DRIFT.gauge(vms.stream().flatMap(VmMeters::drift)),
                SECOND.gauge(
                        vms.stream()
                                .map(it -> new Point(labels(it), it.second() == null ? 0 : 1))));
    }

    /// An order that was taken back does not make it negative.
    private long lag(Vm vm) {
        var ordered = GenerationSignal.generation(orders.newest(vm.environment()));
        var status = vm.status();
        var observed = status == null ? Generation.NONE : status.observedGeneration();
        return Math.max(0, ordered.number() - observed.number());
    }

    private static Optional<Point> contact(Vm vm) {
        return Optional.ofNullable(vm.lastContact())
                .map(it -> new Point(labels(vm), it.toEpochMilli() / 1e3));
    }

    private static Optional<Point> condition(Vm vm) {
        return Optional.ofNullable(vm.status())
                .map(it -> new Point(labels(vm).add("condition", Words.of(it.status())), 1));
    }

    private static Stream<Point> drift(Vm vm) {
        var status = vm.status();
        List<Drift> all = status == null ? List.of() : status.drift();
        return Arrays.stream(Drift.Handling.values())
                .map(handling ->
                        new Point(
                                labels(vm).add("handling", Words.of(handling)),
                                all.stream().filter(it -> it.handling() == handling).count()));
    }

    private static Labels labels(Vm vm) {
        return Labels.of("environment", vm.environment().value(), "vm", vm.agent().value());
    }
}
