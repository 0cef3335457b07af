package dev.towline.agent.git;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An ssh process that is ended when it takes too long.
///
/// JGit asks for the exit value as soon as the output ends, when ssh may not quite have exited, and
/// fails if there is none yet; so here asking waits for it.
final class SshProcess extends Process {
    private static final Duration PARTING = Duration.ofSeconds(5);

    private final Process process;

    SshProcess(Process process, Duration timeout) {
        this.process = process;
        Thread.ofVirtual().name("ssh-deadline").start(() -> endAfter(timeout));
    }

    private void endAfter(Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int exitValue() {
        endAfter(PARTING);
        return process.onExit().join().exitValue();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void destroy() {
        process.destroy();
    }
}
