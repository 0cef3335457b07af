package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.RunningAgent.Place;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/// What an end-to-end test runs in: the world outside, a coordinator, and one VM with one agent for
/// all environments. It removes all that it made.
final class TestSite implements AutoCloseable {
    static final String STAGING = "staging";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Ground ground;
    private final DemoWorld world;
    private final RunningCoordinator coordinator;
    private final RunningAgent agent;
    private final Path folder;
    private final List<RunningAgent> others = new ArrayList<>();
    private final Map<String, WebApp> apis = new LinkedHashMap<>();

    /// @param name makes the names of its projects unique
    TestSite(String name, Path folder, String... environments) {
        this(name, folder, Ground.plain(folder.resolve("vm")), environments);
    }

    TestSite(String name, Path folder, EngineSocket engine, String... environments) {
        this(name, folder, Ground.plain(folder.resolve("vm"), engine), environments);
    }

    TestSite(String name, Path folder, Ground ground, String... environments) {
        this.name = name;
        this.folder = folder;
        this.ground = ground;
        var fronts = ground.fronts();
        this.world = DemoWorld.in(folder.resolve("world"), fronts.registry(), fronts.git());
        this.coordinator = RunningCoordinator.in(folder.resolve("coordinator"));
        var places = new ArrayList<Place>();
        for (var environment : environments) {
            places.add(place(environment));
        }
        var address = coordinator.address(fronts.coordinator());
        this.agent = RunningAgent.on(folder.resolve("vm"), ground, address, places);
    }

    static TestSite named(String name, Path folder) {
        return new TestSite(name, folder, STAGING);
    }

    /// A second VM, with an agent of its own, for one more environment.
    void join(String environment) {
        var vm = folder.resolve("vm-" + environment);
        var beside = Ground.plain(vm, ground.engine());
        var address = coordinator.address();
        others.add(RunningAgent.on(vm, beside, address, List.of(place(environment))));
    }

    /// Starts the agent again with one more setting for each of its environments.
    void restartAgentWith(String setting) throws IOException {
        agent.kill9();
        var text = Files.readString(agent.settings());
        Files.writeString(agent.settings(), text.replace(" }", ", " + setting + " }"));
        agent.startAgain();
    }

    /// Holds an environment to a policy.
    void policy(String environment, Map<String, Object> policy) {
        operator().define(environment, world.repositoryUrl(), policy);
    }

    /// Publishes a stack and registers its build, as CI does.
    CommitSha build(DemoStack stack) {
        var sha = publish(stack);
        operator().register(sha, world.build(sha));
        return sha;
    }

    private Place place(String environment) {
        operator().define(environment, world.repositoryUrl());
        var api = new WebApp(Ports.free());
        apis.put(environment, api);
        return new Place(
                environment,
                project(environment),
                operator().joinToken(environment),
                "API_PORT=%d\nDASHBOARD_PORT=%d\n".formatted(api.port(), Ports.free()));
    }

    String project(String environment) {
        return "towline-e2e-" + name + "-" + environment + "-" + ProcessHandle.current().pid();
    }

    DemoWorld world() {
        return world;
    }

    RunningCoordinator coordinator() {
        return coordinator;
    }

    RunningAgent agent() {
        return agent;
    }

    Operator operator() {
        return coordinator.operator();
    }

    WebApp api() {
        return api(STAGING);
    }

    WebApp api(String environment) {
        return apis.getOrDefault(environment, new WebApp(0));
    }

    EngineProject engine() {
        return engine(STAGING);
    }

    EngineProject engine(String environment) {
        return new EngineProject(project(environment), ground.engine());
    }

    CommitSha publish(DemoStack stack) {
        return world.publish(stack);
    }

    /// Publishes a stack and brings staging to it.
    CommitSha accepted(DemoStack stack) {
        var sha = publish(stack);
        assertEnds(order(sha), "accepted");
        return sha;
    }

    String order(CommitSha sha) {
        return operator().order(STAGING, sha, "a test");
    }

    /// Waits for the end; its reason.
    String assertEnds(String deployment, String outcome) {
        assertThat(operator().awaitOutcome(deployment, PATIENCE))
                .as(() -> operator().events(deployment).toPrettyString() + agent.tail())
                .isEqualTo(outcome);
        return reason(deployment);
    }

    String reason(String deployment) {
        return operator().deployment(deployment).path("vms").path(0).path("reason").asText();
    }

    /// Waits until the coordinator has such an event of the deployment.
    void awaitEvent(String deployment, Predicate<JsonNode> wanted) {
        Awaitility.await("event of " + deployment)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> events(deployment).stream().anyMatch(wanted));
    }

    List<JsonNode> events(String deployment) {
        var events = operator().events(deployment);
        return StreamSupport.stream(events.spliterator(), false)
                .map(it -> it.path("data").path("event"))
                .toList();
    }

    static Predicate<JsonNode> started(String phase) {
        return event ->
                event.path("phase").asText().equals(phase)
                        && event.path("moment").asText().equals("started");
    }

    @Override
    public void close() {
        others.forEach(RunningAgent::close);
        agent.close();
        coordinator.close();
        var cleaner = new EngineCleaner(ground.engine());
        apis.keySet().forEach(it -> cleaner.project(project(it)));
        cleaner.images(world.registry().name());
        world.close();
    }
}
