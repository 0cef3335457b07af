package dev.towline.agent.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// A file system of its own, ext4 in a file, that can be full. It needs root and a loop device.
final class SmallDisk implements AutoCloseable {
    private static final long MEGABYTE = 1024L * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FILLING = ".filling";

    /// The ioctl EXT4_IOC_SHUTDOWN, without a flush of the file system's journal.
    private static final String SHUTDOWN =
            """
            sysopen(my $root, $ARGV[0], 0) or die "open: $!";
            my $without_flush = pack("L", 2);
            ioctl($root, 0x8004587D, $without_flush) or die "ioctl: $!";
            """;

    private final Path image;
    private final Path root;

    private SmallDisk(Path image, Path root) {
        this.image = image;
        this.root = root;
    }

    /// Makes and mounts one.
    ///
    /// @param folder gets the disk's file; the disk itself is at `root` in it
    static SmallDisk in(Path folder, int megabytes) {
        return at(folder.resolve("root"), folder.resolve("disk.ext4"), megabytes);
    }

    /// Makes one and mounts it at a folder.
    static SmallDisk at(Path root, Path image, int megabytes) {
        var disk = new SmallDisk(image, root);
        try {
            Files.createDirectories(image.getParent());
            Files.createDirectories(disk.root);
            try (var file = new RandomAccessFile(disk.image.toFile(), "rw")) {
                file.setLength(megabytes * MEGABYTE);
            }
        } catch (IOException e) {
            throw new DemoException("could not make " + disk.image, e);
        }
        Command.output("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString());
        disk.mount();
        return disk;
    }

    /// The folder where it is mounted.
    Path root() {
        return root;
    }

    void mount() {
        Command.output("mount", "-o", "loop", image.toString(), root.toString());
    }

    /// Takes all the space that is left, or leaves so much of it.
    void fill(long bytesLeft) {
        var filling = root.resolve(FILLING).toString();
        long free = root.toFile().getUsableSpace();
        if (free > bytesLeft) {
            var size = Long.toString(free - bytesLeft);
            // It fails on the last blocks, which go to the file system's own books.
            Command.run(Map.of(), "fallocate", "-l", size, filling);
        }
        if (bytesLeft == 0) {
            Command.run(Map.of(), "dd", "if=/dev/zero", "of=" + filling + "-up", "bs=4k");
        }
    }

    /// Gives the space back.
    void free() {
        try {
            Files.deleteIfExists(root.resolve(FILLING));
            Files.deleteIfExists(root.resolve(FILLING + "-up"));
        } catch (IOException e) {
            throw new DemoException("could not free " + root, e);
        }
    }

    /// Takes the power away: what was not flushed is lost, what is open cannot be used any more.
    /// The writers must be dead: a flush that is under way now would say that all is well.
    void cutPower() {
        Command.output("perl", "-e", SHUTDOWN, root.toString());
        unmount();
        // The next mount gets the dead file system as long as anybody holds it.
        Awaitility.await("the end of " + image)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Command.output("losetup", "-j", image.toString()).isEmpty());
    }

    /// Unmounts it, with all that is mounted in it; processes on it must have ended.
    void unmount() {
        Mounts.unmountBelow(root);
    }

    @Override
    public void close() {
        Awaitility.await("unmounting " + root)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollInSameThread()
                .ignoreException(DemoException.class)
                .until(() -> {
                    unmount();
                    return Mounts.below(root).isEmpty();
                });
        try {
            Files.deleteIfExists(image);
            Files.deleteIfExists(root);
        } catch (IOException e) {
            throw new DemoException("could not remove " + image, e);
        }
    }
}
