package dev.towline.agent.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Receives a stream of docker-java and says when it ended. docker-java's own callbacks log every
/// expected error with its stack.
final class Reception<T> implements ResultCallback<T> {
    private final Consumer<T> sink;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
    private final AtomicReference<@Nullable Closeable> stream = new AtomicReference<>();

    Reception(Consumer<T> sink) {
        this.sink = sink;
    }

    /// Waits for the end; false where it did not come in time.
    boolean ended(Duration within) throws InterruptedException {
        return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What ended the stream early; null where nothing did.
    @Nullable Throwable error() {
        return error.get();
    }

    @Override
    public void onStart(Closeable opened) {
        stream.set(opened);
        if (ended.getCount() == 0) {
            close();
        }
    }

    @Override
    public void onNext(T item) {
        sink.accept(item);
    }

    // docker-java calls onComplete after onError, too: the first one counts.
    @Override
    public void onError(Throwable thrown) {
        if (ended.getCount() > 0) {
            error.compareAndSet(null, thrown);
        }
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }

    @Override
    public void close() {
        ended.countDown();
        var opened = stream.get();
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            error.compareAndSet(null, e);
        }
    }
}
