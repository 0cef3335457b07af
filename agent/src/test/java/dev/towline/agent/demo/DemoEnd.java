package dev.towline.agent.demo;

import dev.towline.agent.demo.EngineCleaner.Removed;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of a demo, however it comes: its processes, then all that it made on the engine, then
/// its files. What a killed demo left is ended in the same way by the next one.
final class DemoEnd {
    private static final int PATIENCE_SECONDS = 10;

    private final Screen screen;
    private final DemoHome home;
    private final EngineCleaner cleaner;
    private final CountDownLatch storyTold = new CountDownLatch(1);
    private volatile int status = 1;

    DemoEnd(Screen screen, DemoHome home, EngineCleaner cleaner) {
        this.screen = screen;
        this.home = home;
        this.cleaner = cleaner;
    }

    /// Ends what is left of a demo that could not tidy up.
    void ofAnEarlierDemo() {
        boolean left = home.exists();
        long processes = home.endEarlierDemo();
        var removed = cleanEngine();
        if (left) {
            home.remove();
        }
        if (processes > 0 || !removed.equals(Removed.NOTHING)) {
            screen.line(
                    "tidy",
                    "an earlier demo left %d processes, %s: removed".formatted(processes, removed));
        }
    }

    /// From here on this demo tidies up after itself, also after Ctrl-C, and when its launcher is
    /// killed.
    void atShutdown() {
        var story = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(story), "tidy-up"));
        Thread.ofVirtual().name("launcher").start(this::endWithLauncher);
    }

    private void endWithLauncher() {
        ProcessHandle.current()
                .parent()
                .ifPresent(launcher -> {
                    launcher.onExit().join();
                    System.exit(status);
                });
    }

    /// The story came to its end, good or bad.
    void storyTold() {
        storyTold.countDown();
    }

    /// To be ended from here on is no failure.
    void tolerated() {
        status = 0;
    }

    // It halts, for the JVM would answer a signal with a status of its own.
    private void tidyUp(Thread story) {
        try {
            screen.fallSilent();
            screen.lastWords("\ntidying up");
            endStory(story);
            home.endProcesses();
            var removed = cleanEngine();
            home.remove();
            screen.lastWords("removed " + removed);
        } catch (RuntimeException e) {
            status = 1;
            screen.lastWords("could not tidy up: " + e.getMessage());
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private void endStory(Thread story) {
        if (storyTold.getCount() > 0) {
            story.interrupt();
        }
        try {
            if (!storyTold.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                screen.lastWords("the story does not end; tidying up all the same");
            }
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for the story's end", e);
        }
    }

    private Removed cleanEngine() {
        var removed = Removed.NOTHING;
        for (var environment : DemoSite.ENVIRONMENTS) {
            removed = removed.and(cleaner.project(DemoSite.project(environment)));
        }
        for (var registry : home.registries()) {
            removed = removed.and(cleaner.images(registry));
        }
        return removed;
    }
}
