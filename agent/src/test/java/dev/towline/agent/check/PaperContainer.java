package dev.towline.agent.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A container that answers as it was told, and has files.
final class PaperContainer implements ContainerExec, ContainerFile {
    final Map<String, byte[]> files = new HashMap<>();
    final List<String> ran = new ArrayList<>();
    boolean hasRm = true;
    boolean refusesLargeFiles;
    private ExecAnswer answer = new ExecAnswer.Exited(0, "");
    private @Nullable CheckException fault;
    private Runnable work = () -> {};

    PaperContainer answers(ExecAnswer answer) {
        this.answer = answer;
        return this;
    }

    PaperContainer fails(String message) {
        fault = new CheckException(message);
        return this;
    }

    PaperContainer writes(String path, String content) {
        work = () -> files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PaperContainer holds(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public ExecAnswer exec(String service, List<String> command, Duration timeout)
            throws CheckException {
        ran.add(service + ": " + String.join(" ", command) + " within " + timeout);
        if (fault != null) {
            throw fault;
        }
        if (command.getFirst().equals("rm")) {
            return remove(command.getLast());
        }
        work.run();
        return answer;
    }

    private ExecAnswer remove(String path) {
        if (!hasRm) {
            return new ExecAnswer.Exited(127, "rm: not found");
        }
        files.remove(path);
        return new ExecAnswer.Exited(0, "");
    }

    @Override
    public Optional<byte[]> read(String service, String path, int atMost) throws CheckException {
        var content = files.get(path);
        if (content != null && content.length > atMost && refusesLargeFiles) {
            throw new CheckException("the limit is " + atMost);
        }
        return Optional.ofNullable(content)
                .map(it -> Arrays.copyOf(it, Math.min(it.length, atMost)));
    }
}
