package dev.towline.coordinator.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A piece of work on its way through the writer; its caller is told only after the commit.
final class Job<T> {
    private final Function<Transaction, T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable Runnable completion;

    Job(Function<Transaction, T> work) {
        this.work = work;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    void perform(Transaction transaction) {
        var result = work.apply(transaction);
        completion = () -> answer.complete(result);
    }

    void committed() {
        if (completion != null) {
            completion.run();
        }
    }

    void failed(Throwable cause) {
        answer.completeExceptionally(cause);
    }
}
