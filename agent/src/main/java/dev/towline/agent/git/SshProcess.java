package dev.towline.agent.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An ssh process that is ended when it takes too long.
///
/// JGit reads ssh's messages and asks for its exit value as soon as the output ends, when neither
/// may be there yet; so here the output ends after the messages, and asking waits for the exit.
final class SshProcess extends Process {
    private static final Duration PARTING = Duration.ofSeconds(5);

    private final Process process;
    private final CountDownLatch messagesRead = new CountDownLatch(1);

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
        return new EndSignal(process.getInputStream(), this::awaitMessages);
    }

    @Override
    public InputStream getErrorStream() {
        return new EndSignal(process.getErrorStream(), messagesRead::countDown);
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void destroy() {
        process.destroy();
    }

    private void awaitMessages() {
        try {
            // Whether they came in time only decides how much a message says.
            boolean _ = messagesRead.await(PARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does something before its reader learns that the stream has ended.
    private static final class EndSignal extends FilterInputStream {
        private final Runnable atEnd;

        EndSignal(InputStream stream, Runnable atEnd) {
            super(stream);
            this.atEnd = atEnd;
        }

        @Override
        public int read() throws IOException {
            return signalled(super.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return signalled(super.read(into, from, length));
        }

        private int signalled(int result) {
            if (result < 0) {
                atEnd.run();
            }
            return result;
        }
    }
}
