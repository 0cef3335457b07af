package dev.towline.agent.lock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Another virtual machine that tries to take a lock, says what came of it, and keeps it.
public final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final String answer;

    private OtherProcess(Process process) throws IOException {
        this.process = process;
        this.answer = String.valueOf(reader(process).readLine());
    }

    /// Starts it; it has tried when this returns.
    public static OtherProcess tries(Path folder, String project, String why) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        project,
                        why);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new OtherProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader();
    }

    /// `taken`, or `busy: ` and who has it.
    public String answer() {
        return answer;
    }

    public long pid() {
        return process.pid();
    }

    /// Ends it as a power cut would.
    public void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                throw new AssertionError("process " + pid() + " does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill9();
    }

    /// Keeps the lock until its input ends, or it is killed.
    public static void main(String[] words) throws IOException {
        var locks = new ProjectLocks(Path.of(words[0]), InstantSource.system());
        System.out.println(
                switch (locks.tryTake(words[1], words[2])) {
                    case Attempt.Taken _ -> "taken";
                    case Attempt.Busy it -> "busy: " + it.words();
                });
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
    }
}
