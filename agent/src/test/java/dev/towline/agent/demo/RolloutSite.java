package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.RunningAgent.Place;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/// Six VMs of one environment, each with an agent and a project of its own, on one engine.
final class RolloutSite implements AutoCloseable {
    static final String STAGING = TestSite.STAGING;
    private static final int VMS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final DemoWorld world;
    private final RunningCoordinator coordinator;
    private final EngineSocket engine = EngineSocket.ofThisMachine();
    private final Map<String, VirtualMachine> vms = new TreeMap<>();

    RolloutSite(Path folder) {
        this.world = DemoWorld.in(folder.resolve("world"));
        this.coordinator = RunningCoordinator.in(folder.resolve("coordinator"));
        define(Map.of());
        for (int number = 1; number <= VMS; number++) {
            var vm = enrol(folder.resolve("vm" + number), number);
            vms.put(vm.id(), vm);
        }
    }

    /// One of them.
    ///
    /// @param id its agent's
    record VirtualMachine(String id, RunningAgent agent, Place place, WebApp api) {}

    private VirtualMachine enrol(Path folder, int number) {
        var api = new WebApp(Ports.free());
        var place =
                new Place(
                        STAGING,
                        "towline-e2e-wave" + number + "-" + ProcessHandle.current().pid(),
                        operator().joinToken(STAGING),
                        variables(api, Ports.free()));
        var before = agents();
        var agent = RunningAgent.on(folder, coordinator.address(), List.of(place));
        var id = agents().stream().filter(it -> !before.contains(it)).findFirst().orElseThrow();
        return new VirtualMachine(id, agent, place, api);
    }

    static String variables(WebApp api, int dashboardPort) {
        return "API_PORT=%d\nDASHBOARD_PORT=%d\n".formatted(api.port(), dashboardPort);
    }

    private List<String> agents() {
        return operator().get("agents").findValuesAsText("agent");
    }

    void define(Map<String, Object> policy) {
        operator()
                .put(
                        "environments/" + STAGING,
                        Map.of(
                                "repository",
                                world.repositoryUrl(),
                                "branch",
                                "main",
                                "policy",
                                policy));
    }

    /// In the order of their turns.
    List<VirtualMachine> vms() {
        return List.copyOf(vms.values());
    }

    Operator operator() {
        return coordinator.operator();
    }

    RunningCoordinator coordinator() {
        return coordinator;
    }

    String order(DemoStack stack) {
        return order(world.publish(stack));
    }

    String order(CommitSha sha) {
        return operator().order(STAGING, sha, "a test");
    }

    CommitSha publish(DemoStack stack) {
        return world.publish(stack);
    }

    JsonNode rollout() {
        return operator().get("environments/" + STAGING).path("rollout");
    }

    String awaitOutcome(String deployment) {
        return operator().awaitOutcome(deployment, PATIENCE);
    }

    /// Waits until the deployment is in this state.
    void awaitState(String deployment, String state) {
        Awaitility.await(deployment + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        operator().deployment(deployment).path("state").asText().equals(state));
    }

    /// How far the newest rollout is with each VM, in the order of their turns.
    List<String> states() {
        var states = new ArrayList<String>();
        rollout().path("vms").forEach(vm -> states.add(vm.path("state").asText()));
        return states;
    }

    /// The commit that each VM's api answers with, in the order of their turns.
    List<String> answering() {
        return vms().stream().map(vm -> vm.api().answeringSha()).toList();
    }

    EngineProject engine(VirtualMachine vm) {
        return new EngineProject(vm.place().project(), engine);
    }

    @Override
    public void close() {
        vms.values().forEach(vm -> vm.agent().close());
        coordinator.close();
        var cleaner = new EngineCleaner(engine);
        vms.values().forEach(vm -> cleaner.project(vm.place().project()));
        cleaner.images(world.registry().name());
        world.close();
    }
}
