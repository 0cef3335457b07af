package dev.towline.agent.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only while somebody sleeps.
final class StillPace implements Pace {
    private final List<Duration> pauses = new ArrayList<>();
    private Duration now = Duration.ofDays(3);

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void sleep(Duration pause) {
        pauses.add(pause);
        now = now.plus(pause);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
