package dev.towline.agent.docker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One connection to the engine with a deadline for all that happens on it.
///
/// A blocked read on a unix socket knows no time-out, so an alarm closes the channel, which ends
/// every call on it at once.
final class EngineConnection implements Closeable {
    private final SocketChannel channel;
    private final Duration deadline;
    private final Future<?> alarm;
    private final InputStream input;
    private final OutputStream output;
    private volatile boolean late;

    private EngineConnection(
            SocketChannel channel, Duration deadline, ScheduledExecutorService alarms) {
        this.channel = channel;
        this.deadline = deadline;
        this.alarm = alarms.schedule(this::expire, deadline.toMillis(), TimeUnit.MILLISECONDS);
        this.input = new BufferedInputStream(new Input(Channels.newInputStream(channel)));
        this.output = new BufferedOutputStream(new Output(Channels.newOutputStream(channel)));
    }

    static EngineConnection open(
            UnixDomainSocketAddress address, Duration deadline, ScheduledExecutorService alarms)
            throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            var connection = new EngineConnection(channel, deadline, alarms);
            connection.connect(address);
            return connection;
        } catch (RejectedExecutionException e) {
            channel.close();
            throw new IOException("the access to the engine was closed", e);
        }
    }

    private void connect(UnixDomainSocketAddress address) throws IOException {
        try {
            channel.connect(address);
        } catch (IOException e) {
            close();
            throw explained(e);
        }
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    /// From here on it may take as long as it likes.
    void liftDeadline() {
        alarm.cancel(false);
    }

    /// Says that nothing more will be sent, while answers still come.
    void finishSending() throws IOException {
        output.flush();
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        alarm.cancel(false);
        closeChannel();
    }

    private void expire() {
        late = true;
        closeChannel();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released all the same, and nobody waits for what was left unsent.
            alarm.cancel(false);
        }
    }

    private IOException explained(IOException cause) {
        if (!late) {
            return cause;
        }
        var timeout = new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }
    }
}
