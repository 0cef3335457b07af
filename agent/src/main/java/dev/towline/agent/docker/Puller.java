package dev.towline.agent.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings images onto the VM. A registry that is away is asked again until the deadline; one that
/// says no is not.
final class Puller {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    // The engine itself fetches three layers at a time.
    private static final int AT_ONCE = 4;

    private final EngineApi api;
    private final LocalImages local;
    private final RegistryCredentials credentials;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    Puller(EngineApi api, RegistryCredentials credentials, Ticker ticker) {
        this(api, new LocalImages(api, InstantSource.system()), credentials, ticker);
    }

    Puller(EngineApi api, LocalImages local, RegistryCredentials credentials, Ticker ticker) {
        this.api = api;
        this.local = local;
        this.credentials = credentials;
        this.ticker = ticker;
    }

    PullOutcome pull(WantedImage wanted, Consumer<String> progress, Duration deadline) {
        var reference = wanted.reference();
        try {
            // Before the engine is asked, whose answer to nonsense looks like a fault of its own.
            var image = ImageReference.parse(reference);
            var present = local.find(wanted);
            if (present.isPresent()) {
                return new PullOutcome.Ready(present.get(), PullOutcome.Source.PRESENT);
            }
            if (wanted.policy() instanceof PullPolicy.Never) {
                return new PullOutcome.Missing(
                        "the image "
                                + reference
                                + " is not on the VM, and its pull_policy is never");
            }
            return inTurn(new Attempts(wanted, image, progress), deadline);
        } catch (IllegalArgumentException e) {
            return new PullOutcome.Missing(reference + ": " + e.getMessage());
        } catch (EngineException.Damaged e) {
            return new PullOutcome.Damaged(new PullFailure(reference, 0, words(e)).message());
        } catch (EngineException e) {
            return new PullOutcome.Unavailable(new PullFailure(reference, 0, words(e)).message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PullOutcome.Unavailable("interrupted while pulling " + reference);
        }
    }

    /// What all attempts of one pull have in common.
    private record Attempts(WantedImage wanted, ImageReference image, Consumer<String> progress) {}

    private PullOutcome inTurn(Attempts pull, Duration deadline)
            throws EngineException, InterruptedException {
        var end = ticker.elapsed().plus(deadline);
        if (!places.tryAcquire(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            return new PullOutcome.Unavailable(
                    new PullFailure(pull.image().text(), 0, "the pulls before it took too long")
                            .message());
        }
        try {
            return persistently(pull, end);
        } finally {
            places.release();
        }
    }

    private PullOutcome persistently(Attempts pull, Duration end)
            throws EngineException, InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            var failure = attempt(pull, end.minus(ticker.elapsed()));
            if (failure.isEmpty()) {
                return pulled(pull.wanted());
            }
            var lasting = failure.get().lasting();
            if (lasting.isPresent()) {
                return lasting.get();
            }
            if (ticker.elapsed().plus(pause).compareTo(end) >= 0) {
                return new PullOutcome.Unavailable(failure.get().message());
            }
            pull.progress().accept("waiting for the registry: " + failure.get().message());
            ticker.sleep(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    // Some engines take an image of another platform, and refuse it only when it is used.
    private PullOutcome pulled(WantedImage wanted) throws EngineException {
        return local.find(wanted.present())
                .<PullOutcome>map(it -> new PullOutcome.Ready(it, PullOutcome.Source.PULLED))
                .orElseGet(() ->
                        new PullOutcome.Missing(
                                wanted.reference()
                                        + " was pulled, but is not there for "
                                        + (wanted.platform().isEmpty()
                                                ? "this engine"
                                                : wanted.platform())));
    }

    private Optional<PullFailure> attempt(Attempts pull, Duration left)
            throws InterruptedException {
        var image = pull.image();
        var shown = new PullProgress(image.brief(), pull.progress(), ticker);
        var error = new AtomicReference<@Nullable String>();
        try (var items =
                new Reception<PullResponseItem>(it -> {
                    shown.add(it);
                    note(it, error);
                })) {
            start(pull, items, left);
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

    private void start(Attempts pull, Reception<PullResponseItem> items, Duration left)
            throws EngineException, CredentialException {
        var image = pull.image();
        var credential = credentials.of(image.registry());
        api.call(
                left,
                client -> {
                    var command = client.pullImageCmd(image.name()).withTag(image.version());
                    if (!pull.wanted().platform().isEmpty()) {
                        command.withPlatform(pull.wanted().platform());
                    }
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
