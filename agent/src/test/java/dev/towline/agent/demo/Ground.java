package dev.towline.agent.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What an agent stands on, and what is between it and everything else.
///
/// @param engine the one that it works on
/// @param state its folder
/// @param settings more lines for its settings file
/// @param environment of its process
record Ground(
        EngineSocket engine,
        Path state,
        List<String> settings,
        Map<String, String> environment,
        Fronts fronts) {

    /// Each as seen from the VM.
    record Fronts(Front registry, Front git, Front coordinator) {
        static final Fronts NONE = new Fronts(Front.NONE, Front.NONE, Front.NONE);
    }

    Ground {
        settings = List.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    /// This machine's engine, and nothing special.
    ///
    /// @param vm the folder that stands for the VM's disk
    static Ground plain(Path vm) {
        return plain(vm, EngineSocket.ofThisMachine());
    }

    /// Another engine, and nothing else special.
    static Ground plain(Path vm, EngineSocket engine) {
        return new Ground(engine, vm.resolve("state"), List.of(), Map.of(), Fronts.NONE);
    }
}
