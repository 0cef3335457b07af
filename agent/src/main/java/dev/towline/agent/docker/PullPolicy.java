package dev.towline.agent.docker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// When an image is fetched from its registry.
public sealed interface PullPolicy {

    /// Only where the VM has no image of that reference.
    record Missing() implements PullPolicy {}

    record Always() implements PullPolicy {}

    record Never() implements PullPolicy {}

    /// Where the VM has none, or where it was given its name longer ago.
    record Refresh(Duration age) implements PullPolicy {}

    PullPolicy MISSING = new Missing();
    PullPolicy ALWAYS = new Always();
    PullPolicy NEVER = new Never();

    /// Reads Compose's word; an empty one means `missing`.
    ///
    /// @throws IllegalArgumentException for a policy that is not supported
    static PullPolicy of(String word) {
        return Words.read(word)
                .orElseThrow(() -> new IllegalArgumentException("unsupported pull_policy " + word));
    }

    static boolean known(String word) {
        return Words.read(word).isPresent();
    }

    /// The one of two that asks the registry more often.
    static PullPolicy keener(PullPolicy one, PullPolicy other) {
        if (one instanceof Refresh(Duration age) && other instanceof Refresh(Duration otherAge)) {
            return age.compareTo(otherAge) <= 0 ? one : other;
        }
        return Words.rank(one) >= Words.rank(other) ? one : other;
    }

    /// Compose's words.
    final class Words {
        private static final Pattern EVERY = Pattern.compile("every_((?:[0-9]+[wdhms])+)");
        private static final Pattern PART = Pattern.compile("([0-9]+)([wdhms])");
        private static final Map<String, Duration> UNITS =
                Map.of(
                        "w", Duration.ofDays(7),
                        "d", Duration.ofDays(1),
                        "h", Duration.ofHours(1),
                        "m", Duration.ofMinutes(1),
                        "s", Duration.ofSeconds(1));

        private Words() {}

        private static Optional<PullPolicy> read(String word) {
            return switch (word) {
                // Compose takes `refresh` for what it does not know, and that for `missing`.
                case "", "missing", "if_not_present", "refresh" -> Optional.of(MISSING);
                case "always" -> Optional.of(ALWAYS);
                case "never" -> Optional.of(NEVER);
                case "daily" -> Optional.of(new Refresh(Duration.ofDays(1)));
                case "weekly" -> Optional.of(new Refresh(Duration.ofDays(7)));
                default -> every(word);
            };
        }

        private static Optional<PullPolicy> every(String word) {
            var every = EVERY.matcher(word);
            if (!every.matches()) {
                return Optional.empty();
            }
            var age =
                    PART.matcher(every.group(1))
                            .results()
                            .map(it ->
                                    UNITS.getOrDefault(it.group(2), Duration.ZERO)
                                            .multipliedBy(Long.parseLong(it.group(1))))
                            .reduce(Duration.ZERO, Duration::plus);
            return Optional.of(new Refresh(age));
        }

        private static int rank(PullPolicy policy) {
            return switch (policy) {
                case Never _ -> 0;
                case Missing _ -> 1;
                case Refresh _ -> 2;
                case Always _ -> 3;
            };
        }
    }
}
