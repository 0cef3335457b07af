package dev.towline.agent.failpoint;

import dev.towline.agent.disk.Barrier;
import dev.towline.agent.disk.Disk;
import dev.towline.agent.disk.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Disks with a point before and after each barrier.
record MortalDisk(Disk disk, Points points) implements Disk {
    @Override
    public Barrier flush(Set<Path> folders, Duration deadline) throws InterruptedException {
        points.pass("before barrier");
        var barrier = disk.flush(folders, deadline);
        points.pass("after barrier");
        return barrier;
    }

    @Override
    public Optional<Space> space(Path folder) throws InterruptedException {
        return disk.space(folder);
    }
}
