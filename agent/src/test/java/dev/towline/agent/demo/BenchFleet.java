package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.ids.CommitSha;
import dev.towline.wire.EnrolmentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// 1,000 agents that wait for one coordinator, which is new and serves nothing else.
record BenchFleet(Path folder) implements Source {
    private static final String ENVIRONMENT = "fleet";
    private static final CommitSha SHA = new CommitSha("0123456789abcdef0123456789abcdef01234567");
    private static final int AGENTS = 1_000;
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Until all requests are parked.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration MOST_WAKING = Duration.ofSeconds(1);
    private static final long MOST_MEMORY = 400;
    private static final double MOST_PERCENT = 1.0;

    @Override
    public List<BenchFigure> figures() {
        try (var coordinator = RunningCoordinator.in(folder.resolve("fleet"))) {
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

    private static List<String> enrol(Operator operator) {
        operator.define(ENVIRONMENT, "https://127.0.0.1/fleet.git");
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return results(
                    IntStream.range(0, AGENTS)
                            .mapToObj(it -> threads.submit(() -> enrol(operator, "vm-" + it)))
                            .toList());
        }
    }

    private static String enrol(Operator operator, String host) {
        var request = new EnrolmentRequest(operator.joinToken(ENVIRONMENT), host);
        return operator.post("agents", request).path("token").asText();
    }

    private static List<BenchFigure> measure(
            RunningCoordinator coordinator, List<BenchParkedAgent> agents) {
        var process = new BenchProcess(coordinator.pid());
        var operator = coordinator.operator();
        wake(operator, agents);
        var waking = new ArrayList<Duration>();
        for (int round = 0; round < ROUNDS; round++) {
            waking.addAll(wake(operator, agents));
        }
        agents.forEach(BenchParkedAgent::ask);
        BenchProcess.pause(SETTLING);
        var share = process.shareOver(IDLE);
        var times = new BenchTimes(waking);
        return List.of(
                BenchFigure.below(
                        "1,000 waiting agents: from the order's sending to its receipt, p99 of "
                                + ROUNDS
                                + " orders",
                        MOST_WAKING,
                        times.percentile(99)),
                BenchFigure.withoutAim("— p50", millis(times.median())),
                BenchFigure.withoutAim("— the longest", millis(times.longest())),
                BenchFigure.below("— coordinator's memory (RSS)", MOST_MEMORY, process.memory()),
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
