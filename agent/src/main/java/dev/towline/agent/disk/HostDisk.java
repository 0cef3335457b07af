package dev.towline.agent.disk;

import dev.towline.disk.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The VM's own disks, through coreutils.
///
/// A barrier is `sync -f` in a process of its own, not syncfs(2) in this one: a thread that waits
/// for a dead disk cannot be killed, and would keep the agent from ending; a process can be left
/// behind.
public final class HostDisk implements Disk {
    private static final Logger log = LoggerFactory.getLogger(HostDisk.class);
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final List<String> FREE_INODES = List.of("stat", "-f", "-c", "%d %c", "--");

    private static final Pattern OLD_SYNC = Pattern.compile("(invalid|unrecognized) option");

    private final List<String> sync;
    private final AtomicBoolean warned = new AtomicBoolean();

    public HostDisk() {
        this(List.of("sync", "-f", "--"));
    }

    HostDisk(List<String> sync) {
        this.sync = List.copyOf(sync);
    }

    @Override
    public Barrier flush(Set<Path> folders, Duration deadline) throws InterruptedException {
        var command = new ArrayList<>(sync);
        folders.stream().map(Path::toString).sorted().forEach(command::add);
        try {
            return new Program(command)
                    .run(deadline)
                    .map(this::barrier)
                    .orElseGet(() -> new Barrier.Late(deadline));
        } catch (IOException e) {
            return unsupported(String.valueOf(e.getMessage()));
        }
    }

    private Barrier barrier(Program.End end) {
        if (end.exitCode() == 0) {
            return new Barrier.Reached();
        }
        // Before coreutils 8.24, and on other systems.
        return OLD_SYNC.matcher(end.output()).find()
                ? unsupported(end.output())
                : new Barrier.Failed(end.output());
    }

    private Barrier unsupported(String reason) {
        if (!warned.getAndSet(true)) {
            log.atWarn()
                    .addKeyValue("error", reason)
                    .log("no sync -f on this host: a power cut may undo what was accepted");
        }
        return new Barrier.Unsupported(reason);
    }

    @Override
    public Optional<Space> space(Path folder) throws InterruptedException {
        try {
            var bytes = Files.getFileStore(folder).getUsableSpace();
            return Optional.of(new Space(bytes, inodes(folder)));
        } catch (IOException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("free space is unknown");
            return Optional.empty();
        }
    }

    private static long inodes(Path folder) throws InterruptedException {
        var command = new ArrayList<>(FREE_INODES);
        command.add(folder.toString());
        try {
            return new Program(command).run(QUICK).flatMap(Inodes::free).orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
