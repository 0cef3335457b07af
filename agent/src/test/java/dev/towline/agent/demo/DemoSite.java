package dev.towline.agent.demo;

import dev.towline.agent.demo.RunningAgent.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that the demo runs: the world outside, a coordinator, and a VM with an agent for each
/// environment.
final class DemoSite {
    static final List<String> ENVIRONMENTS = List.of("staging", "production");

    private final Path folder;
    private final RunningCoordinator coordinator;
    private final DemoWorld world;
    private final Map<String, Vm> vms = new TreeMap<>();

    DemoSite(Path folder, RunningCoordinator coordinator, DemoWorld world) {
        this.folder = folder;
        this.coordinator = coordinator;
        this.world = world;
    }

    /// The Compose project of an environment.
    static String project(String environment) {
        return "towline-demo-" + environment;
    }

    /// Defines the environment, enrols its VM and starts the agent there.
    void open(String environment) {
        var operator = operator();
        operator.define(environment, world.repositoryUrl());
        var apiPort = Ports.free();
        var dashboardPort = Ports.free();
        var variables = "API_PORT=%d\nDASHBOARD_PORT=%d\n".formatted(apiPort, dashboardPort);
        var place =
                new Place(
                        environment,
                        project(environment),
                        operator.joinToken(environment),
                        variables);
        var agent =
                RunningAgent.on(
                        folder.resolve("vm-" + environment), coordinator.address(), List.of(place));
        vms.put(environment, new Vm(agent, new WebApp(apiPort), new WebApp(dashboardPort)));
    }

    /// The VM of one environment.
    record Vm(RunningAgent agent, WebApp api, WebApp dashboard) {}

    Vm vm(String environment) {
        var vm = vms.get(environment);
        if (vm == null) {
            throw new DemoException("no VM of " + environment);
        }
        return vm;
    }

    Operator operator() {
        return coordinator.operator();
    }

    URI address() {
        return coordinator.address();
    }

    Path tokenFile() {
        return coordinator.tokenFile();
    }

    DemoWorld world() {
        return world;
    }

    /// The last lines of every log, for when something went wrong.
    String tails() {
        var text = new StringBuilder("--- coordinator\n").append(coordinator.tail());
        vms.forEach((environment, vm) ->
                text.append("\n--- agent of ")
                        .append(environment)
                        .append('\n')
                        .append(vm.agent().tail()));
        return text.toString();
    }
}
