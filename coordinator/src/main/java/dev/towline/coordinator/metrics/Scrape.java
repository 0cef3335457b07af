package dev.towline.coordinator.metrics;

import dev.towline.coordinator.deployment.DeploymentCount;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.store.BusyException;
import dev.towline.coordinator.store.StoreException;
import dev.towline.ids.EnvironmentName;
import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is read at each scrape.
///
/// Where the store does not answer, that is told, and the rest of the metrics as well: they are
/// wanted most then.
final class Scrape implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(Scrape.class);
    private static final Family STORE_UP =
            new Family("towline_store_up", "Whether the store answered this scrape.");
    private static final Family STREAMS =
            new Family("towline_event_streams", "Readers that follow a deployment's events now.");

    private final Metrics.Sources sources;
    private final ReportMeters reports;
    private final DeploymentMeters deployments = new DeploymentMeters();

    Scrape(Metrics.Sources sources, ReportMeters reports) {
        this.sources = sources;
        this.reports = reports;
    }

    private record Stored(
            List<EnvironmentName> environments, List<DeploymentCount> deployments, List<Vm> vms) {}

    @Override
    public MetricSnapshots collect() {
        var all = new ArrayList<MetricSnapshot>();
        all.add(STREAMS.gauge(Stream.of(Point.of(sources.events().readers()))));
        try {
            all.addAll(of(stored()));
            all.add(STORE_UP.gauge(Stream.of(Point.of(1))));
        } catch (BusyException | StoreException e) {
            LOG.atWarn().setCause(e).log("Could not read the store for a scrape");
            all.add(STORE_UP.gauge(Stream.of(Point.of(0))));
        }
        return new MetricSnapshots(all);
    }

    private Stored stored() {
        var vms = sources.agents().all();
        return sources.database()
                .read(reading ->
                        new Stored(
                                EnvironmentStore.names(reading),
                                DeploymentCount.all(reading),
                                vms));
    }

    private List<MetricSnapshot> of(Stored stored) {
        reports.forgetAllBut(stored.vms().stream().map(Vm::agent).collect(Collectors.toSet()));
        var environments = new EnvironmentMeters(sources.orders(), sources.clock().instant());
        return Stream.of(
                        deployments.of(stored.environments(), stored.deployments()),
                        environments.of(stored.environments()),
                        new VmMeters(sources.orders()).of(stored.vms()))
                .flatMap(List::stream)
                .toList();
    }
}
