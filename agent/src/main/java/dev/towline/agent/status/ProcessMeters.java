package dev.towline.agent.status;

import dev.towline.metrics.Family;
import dev.towline.metrics.Family.Point;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The process itself, as Linux shows it. The client's own collector would load the whole of JMX
/// for this, which costs an idle agent more than all the rest.
final class ProcessMeters implements MultiCollector {
    private static final Path SELF = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Family MEMORY =
            new Family("process_resident_memory_bytes", "Resident memory size in bytes.");
    private static final Family FILES =
            new Family("process_open_fds", "Number of open file descriptors.");

    @Override
    public MetricSnapshots collect() {
        var all = new ArrayList<MetricSnapshot>();
        resident().ifPresent(it -> all.add(MEMORY.gauge(Stream.of(Point.of(it)))));
        openFiles().ifPresent(it -> all.add(FILES.gauge(Stream.of(Point.of(it)))));
        return new MetricSnapshots(all);
    }

    /// Empty where there is no such file, as on other systems than Linux.
    private static Optional<Double> resident() {
        try {
            var status = RESIDENT.matcher(Files.readString(SELF.resolve("status")));
            return status.find()
                    ? Optional.of(Double.parseDouble(status.group(1)) * 1024)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Double> openFiles() {
        try (var files = Files.list(SELF.resolve("fd"))) {
            return Optional.of((double) files.count());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
