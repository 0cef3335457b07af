package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import dev.towline.agent.journal.Keeping.Tries;
import dev.towline.agent.journal.KeepingFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How often each service was healed, and how long it rests now before it is healed again, so that
/// one which does not stay up keeps no other from being healed, and nobody is fought for long.
///
/// A try begins with the first step for a service. It ends when nothing is to be done any more,
/// when a step fails, or when what was started needs another start. The counts survive a restart; a
/// service that needed nothing for a while begins anew.
final class Rests {
    // So many tries in a row are made soon, and then one after each of these pauses.
    private static final int MOST = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofMinutes(10);

    private final Pace pace;
    private final InstantSource clock;
    private final KeepingFile file;
    private final Map<String, Rest> rests = new HashMap<>();
    private final Set<String> trying = new HashSet<>();
    private final Set<String> started = new HashSet<>();

    /// @param calm after it, what went wrong before is forgotten
    private record Rest(Deadline pause, Deadline calm) {}

    Rests(Pace pace, InstantSource clock, KeepingFile file) {
        this.pace = pace;
        this.clock = clock;
        this.file = file;
        file.keeping().tries().forEach(this::goOn);
    }

    private void goOn(String service, Tries tries) {
        var passed = Duration.between(tries.last(), clock.instant());
        rest(service, tries.count(), passed.isNegative() ? Duration.ZERO : passed);
    }

    private void rest(String service, int count, Duration passed) {
        var pause = pauseAfter(count).minus(passed);
        rests.put(
                service, new Rest(new Deadline(pace, pause), new Deadline(pace, pause.plus(CALM))));
    }

    private static Duration pauseAfter(int count) {
        return count >= MOST ? LONGEST_PAUSE : FIRST_PAUSE.multipliedBy(1L << (count - 1));
    }

    /// The services that rest now; what has been calm for long is forgotten.
    Set<String> now() {
        if (rests.values().removeIf(it -> it.calm().over())) {
            file.update(it -> it.countingOnly(counted()));
        }
        return rests.entrySet().stream()
                .filter(it -> !it.getValue().pause().over())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> counted() {
        var all = new HashSet<>(trying);
        all.addAll(rests.keySet());
        return all;
    }

    /// Until the first of those that rest may be tried again; nothing where none rests.
    Duration left() {
        return rests.values().stream()
                .map(it -> it.pause().left())
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// A step is about to be done for them; counted before it is done.
    void trying(Set<String> services) {
        for (var service : services) {
            if (trying.add(service)) {
                rests.remove(service);
                file.update(it -> it.tried(service, clock.instant()));
            }
        }
    }

    void started(Set<String> services) {
        started.addAll(services);
    }

    /// Those of them that were started in this try already.
    Set<String> startedOf(Set<String> services) {
        return services.stream().filter(started::contains).collect(Collectors.toSet());
    }

    /// Their tries are over.
    void end(Set<String> services) {
        for (var service : services) {
            started.remove(service);
            if (trying.remove(service)) {
                rest(service, count(service), Duration.ZERO);
            }
        }
    }

    void endAll() {
        end(Set.copyOf(trying));
    }

    /// Everything counts from the beginning.
    void forget() {
        rests.clear();
        trying.clear();
        started.clear();
        file.update(it -> it.countingOnly(Set.of()));
    }

    /// The services that were tried so often that they are tried rarely now.
    Map<String, Tries> givenUp() {
        return file.keeping().tries().entrySet().stream()
                .filter(it -> it.getValue().count() >= MOST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private int count(String service) {
        var tries = file.keeping().tries().get(service);
        return tries == null ? 1 : tries.count();
    }
}
