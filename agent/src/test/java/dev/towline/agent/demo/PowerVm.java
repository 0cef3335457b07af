package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A VM whose power can fail: the engine's data, the agent's state and the project folder lie on
/// one disk, and nothing of them outlives what was flushed there. It needs root and a loop device.
final class PowerVm implements AutoCloseable {
    private static final int MEGABYTES = 3000;

    private final SmallDisk disk;
    private final PrivateEngine engine;

    /// @param folder the disk is mounted at `vm` in it
    PowerVm(Path folder) {
        var vm = folder.resolve("vm");
        this.disk = SmallDisk.at(vm, folder.resolve("disk.ext4"), MEGABYTES);
        try {
            // What the agent said is wanted after a power cut too.
            Files.createSymbolicLink(vm.resolve("agent.log"), folder.resolve("agent.log"));
            this.engine = PrivateEngine.on(vm.resolve("docker"), folder.resolve("engine.log"));
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw new DemoException("could not make a VM in " + folder, e);
        }
    }

    PrivateEngine engine() {
        return engine;
    }

    /// Everything ends at this moment; the agent too.
    void cut(RunningAgent agent) {
        agent.kill9();
        engine.killAll9();
        disk.cutPower();
        disk.mount();
    }

    /// The engine starts, and then the agent.
    void boot(RunningAgent agent) {
        engine.start();
        agent.startAgain();
    }

    /// The last lines of the engine's log.
    String tail() {
        return engine.tail();
    }

    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            disk.close();
        }
    }
}
