package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.ids.CommitSha;
import dev.towline.wire.EnrolmentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Agents that wait for one coordinator, which is new and serves nothing else.
record BenchFleet(Path folder, Size size) implements Source {
    private static final String ENVIRONMENT = "fleet";
    private static final CommitSha SHA = new CommitSha("0123456789abcdef0123456789abcdef01234567");
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Until all requests are parked.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /// Until the JVM has compiled what became hot as they were woken.
    private static final Duration REST = Duration.ofSeconds(15);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final double MOST_PERCENT = 1.0;

    /// How many agents, and what is aimed at.
    ///
    /// @param heap the coordinator's, as the JVM takes it
    /// @param percent of the agents have the order in the time that is aimed at
    /// @param memory in MiB
    private record Size(int agents, String heap, int percent, Duration waking, long memory) {
        String words() {
            return String.format(Locale.ROOT, "%,d waiting agents", agents);
        }
    }

    static BenchFleet ofThousand(Path folder) {
        return new BenchFleet(
                folder.resolve("fleet"),
                new Size(1_000, "-Xmx256m", 99, Duration.ofSeconds(1), 400));
    }

    /// As many as the usual limit of open files lets one machine have at both ends.
    static BenchFleet ofTenThousand(Path folder) {
        return new BenchFleet(
                folder.resolve("big-fleet"),
                new Size(10_000, "-Xmx512m", 100, Duration.ofSeconds(2), 1024));
    }

    @Override
    public List<BenchFigure> figures() {
        try (var coordinator = RunningCoordinator.in(folder, size.heap())) {
            var agents = new ArrayList<BenchParkedAgent>();
            try {
                for (var token : enrol(coordinator.operator())) {
                    agents.add(BenchParkedAgent.connected(coordinator.address(), token));
                }
                return measure(coordinator, agents);
            } finally {
                agents.forEach(BenchParkedAgent::close);
            }
        }
    }

    private List<String> enrol(Operator operator) {
        operator.define(ENVIRONMENT, "https://127.0.0.1/fleet.git");
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return results(
                    IntStream.range(0, size.agents())
                            .mapToObj(it -> threads.submit(() -> enrol(operator, "vm-" + it)))
                            .toList());
        }
    }

    private static String enrol(Operator operator, String host) {
        var request = new EnrolmentRequest(operator.joinToken(ENVIRONMENT), host);
        return operator.post("agents", request).path("token").asText();
    }

    private List<BenchFigure> measure(
            RunningCoordinator coordinator, List<BenchParkedAgent> agents) {
        var process = new BenchProcess(coordinator.pid());
        var operator = coordinator.operator();
        wake(operator, agents);
        var waking = new ArrayList<Duration>();
        for (int round = 0; round < ROUNDS; round++) {
            waking.addAll(wake(operator, agents));
        }
        agents.forEach(BenchParkedAgent::ask);
        BenchProcess.pause(REST);
        var share = process.shareOver(IDLE);
        var times = new BenchTimes(waking);
        return List.of(
                BenchFigure.below(
                        size.words()
                                + ": from the order's sending to its receipt, p"
                                + size.percent()
                                + " of "
                                + ROUNDS
                                + " orders",
                        size.waking(),
                        times.percentile(size.percent())),
                BenchFigure.withoutAim("— p50", millis(times.median())),
                BenchFigure.withoutAim("— p99", millis(times.percentile(99))),
                BenchFigure.withoutAim("— the longest", millis(times.longest())),
                BenchFigure.below("— coordinator's memory (RSS)", size.memory(), process.memory()),
                BenchFigure.below(
                        "— coordinator, of a core, over " + IDLE.toSeconds() + " s of waiting",
                        MOST_PERCENT,
                        share));
    }

    /// All ask, and one order wakes them; how long it took to each, from before it was sent.
    private static List<Duration> wake(Operator operator, List<BenchParkedAgent> agents) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agents.forEach(BenchParkedAgent::ask);
            var receipts = agents.stream().map(it -> submit(threads, it::awaitOrder)).toList();
            BenchProcess.pause(SETTLING);
            long ordered = System.nanoTime();
            operator.order(ENVIRONMENT, SHA, "a benchmark");
            return results(receipts).stream().map(it -> Duration.ofNanos(it - ordered)).toList();
        }
    }

    private static Future<Long> submit(ExecutorService threads, Callable<Long> receipt) {
        return threads.submit(receipt);
    }

    private static <T> List<T> results(List<Future<T>> futures) {
        var results = new ArrayList<T>();
        try {
            for (var future : futures) {
                results.add(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for an agent", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoException("an agent failed: " + e, e);
        }
    }
}
