package dev.towline.agent.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings images onto the VM. A registry that is away is asked again until the deadline; one that
/// says no is not.
final class Puller {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final EngineApi api;
    private final Observation observation;
    private final RegistryCredentials credentials;
    private final Ticker ticker;

    Puller(EngineApi api, Observation observation, RegistryCredentials credentials, Ticker ticker) {
        this.api = api;
        this.observation = observation;
        this.credentials = credentials;
        this.ticker = ticker;
    }

    PullOutcome pull(
            String reference, PullPolicy policy, Consumer<String> progress, Duration deadline) {
        try {
            // Before the engine is asked, whose answer to nonsense looks like a fault of its own.
            var image = ImageReference.parse(reference);
            var local = policy == PullPolicy.ALWAYS ? null : present(reference);
            if (local != null) {
                return local;
            }
            if (policy == PullPolicy.NEVER) {
                return new PullOutcome.Missing(
                        "the image "
                                + reference
                                + " is not on the VM, and its pull_policy is never");
            }
            return persistently(reference, image, progress, deadline);
        } catch (IllegalArgumentException e) {
            return new PullOutcome.Missing(reference + ": " + e.getMessage());
        } catch (EngineException e) {
            return new PullOutcome.Unavailable(new PullFailure(reference, 0, words(e)).message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PullOutcome.Unavailable("interrupted while pulling " + reference);
        }
    }

    private PullOutcome.@Nullable Ready present(String reference) throws EngineException {
        return observation
                .image(reference)
                .map(it -> new PullOutcome.Ready(it, PullOutcome.Source.PRESENT))
                .orElse(null);
    }

    private PullOutcome persistently(
            String reference, ImageReference image, Consumer<String> progress, Duration deadline)
            throws EngineException, InterruptedException {
        var end = ticker.elapsed().plus(deadline);
        var pause = FIRST_PAUSE;
        while (true) {
            var failure = attempt(image, progress, end.minus(ticker.elapsed()));
            if (failure.isEmpty()) {
                return pulled(reference);
            }
            var lasting = failure.get().lasting();
            if (lasting.isPresent()) {
                return lasting.get();
            }
            if (ticker.elapsed().plus(pause).compareTo(end) >= 0) {
                return new PullOutcome.Unavailable(failure.get().message());
            }
            progress.accept("waiting for the registry: " + failure.get().message());
            ticker.sleep(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private PullOutcome pulled(String reference) throws EngineException {
        return observation
                .image(reference)
                .<PullOutcome>map(it -> new PullOutcome.Ready(it, PullOutcome.Source.PULLED))
                .orElseGet(
                        () -> new PullOutcome.Missing(reference + " vanished after it was pulled"));
    }

    private Optional<PullFailure> attempt(
            ImageReference image, Consumer<String> progress, Duration left)
            throws InterruptedException {
        var shown = new PullProgress(image.brief(), progress, ticker);
        var error = new AtomicReference<@Nullable String>();
        try (var items =
                new Reception<PullResponseItem>(it -> {
                    shown.add(it);
                    note(it, error);
                })) {
            start(image, items, left);
            var ended = items.ended(left);
            var thrown = items.error();
            if (thrown != null) {
                throw api.failure(thrown);
            }
            var words = ended ? error.get() : "not finished within the deadline";
            return Optional.ofNullable(words).map(it -> new PullFailure(image.text(), 200, it));
        } catch (EngineException.Refused e) {
            return Optional.of(new PullFailure(image.text(), e.status(), words(e)));
        } catch (EngineException | CredentialException e) {
            return Optional.of(new PullFailure(image.text(), 0, words(e)));
        }
    }

    private void start(ImageReference image, Reception<PullResponseItem> items, Duration left)
            throws EngineException, CredentialException {
        var credential = credentials.of(image.registry());
        api.call(
                left,
                client -> {
                    var command = client.pullImageCmd(image.name()).withTag(image.version());
                    credential.ifPresent(it ->
                            command.withAuthConfig(
                                    it.forEngine(RegistryCredentials.key(image.registry()))));
                    return command.exec(items);
                });
    }

    // An error may come when the answer has long begun, with 200.
    private static void note(PullResponseItem item, AtomicReference<@Nullable String> error) {
        var detail = item.getErrorDetail();
        if (detail != null && detail.getMessage() != null) {
            error.compareAndSet(null, detail.getMessage());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String words(Exception thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
