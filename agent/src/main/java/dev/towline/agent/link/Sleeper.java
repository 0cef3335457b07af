package dev.towline.agent.link;

import java.time.Duration;

/// Waits; in a test, for nothing.
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration pause) throws InterruptedException;
}
