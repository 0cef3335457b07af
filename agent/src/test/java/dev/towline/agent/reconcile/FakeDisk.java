package dev.towline.agent.reconcile;

import dev.towline.agent.disk.Barrier;
import dev.towline.agent.disk.Disk;
import dev.towline.agent.disk.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// A disk with all the room in the world, unless told otherwise.
final class FakeDisk implements Disk {
    final List<Set<Path>> flushed = new ArrayList<>();
    Supplier<Barrier> barrier = Barrier.Reached::new;
    Function<Path, Optional<Space>> space = _ -> Optional.of(new Space(1L << 40, 1L << 30));

    @Override
    public Barrier flush(Set<Path> folders, Duration deadline) {
        flushed.add(folders);
        return barrier.get();
    }

    @Override
    public Optional<Space> space(Path folder) {
        return space.apply(folder);
    }
}
