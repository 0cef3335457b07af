package dev.towline.agent.demo;

import dev.towline.agent.demo.Screen.Tone;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `towline demo`: the main job on real parts, on this machine alone. It stays up until it is
/// ended; with `--exit` it leaves when all went well.
public final class Demo {
    private final Screen screen;
    private final DemoHome home;
    private final DemoEnd end;

    private Demo(Screen screen, DemoHome home, DemoEnd end) {
        this.screen = screen;
        this.home = home;
        this.end = end;
    }

    public static void main(String[] arguments) throws InterruptedException {
        var screen = Screen.standard();
        var home = DemoHome.ofThisUser();
        try {
            var cleaner = new EngineCleaner(EngineSocket.ofThisMachine());
            var end = new DemoEnd(screen, home, cleaner);
            new Demo(screen, home, end).run(List.of(arguments).contains("--exit"));
        } catch (DemoException e) {
            screen.text(Tone.BAD, "towline: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(boolean leaves) throws InterruptedException {
        screen.text(Tone.BOLD, "Towline: set a commit on the coordinator, and the VM has it");
        screen.text("");
        end.ofAnEarlierDemo();
        home.claim();
        end.atShutdown();
        if (!succeeds()) {
            System.exit(1);
        }
        end.tolerated();
        if (!leaves) {
            screen.heading("It stays up for you to look around. Ctrl-C ends it and cleans up.");
            new CountDownLatch(1).await();
        }
        System.exit(0);
    }

    private boolean succeeds() {
        ChildProcess.witness(home::rememberProcess);
        DemoSite site = null;
        try {
            site = start();
            new DemoStory(screen, site).tell();
            return true;
        } catch (RuntimeException e) {
            screen.text(Tone.BAD, "\nIt went wrong: " + e.getMessage());
            screen.text(site == null ? "" : site.tails());
            return false;
        } finally {
            end.storyTold();
        }
    }

    private DemoSite start() {
        var files = home.files();
        var coordinator = RunningCoordinator.in(files.resolve("coordinator"));
        screen.line("start", "coordinator on " + coordinator.address() + ", its store in SQLite");
        var world = DemoWorld.in(files.resolve("world"));
        home.rememberRegistry(world.registry().name());
        screen.line("start", "image registry on " + world.registry().name());
        screen.line("start", "git server with " + world.repositoryUrl());
        return new DemoSite(files, coordinator, world);
    }
}
