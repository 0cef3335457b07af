package dev.towline.agent.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.check.HttpProbe.Answer;
import dev.towline.agent.check.HttpProbe.Answer.Answered;
import dev.towline.agent.check.HttpProbe.Answer.Fault;
import dev.towline.agent.project.StackDescriptor.Health;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import dev.towline.wire.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Waits until a stack's HTTP answer is good and names the wanted release.
public final class HealthCheck {
    private static final Duration LONGEST_TRY = Duration.ofSeconds(5);
    // A try that began in time may end a little after it.
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Pace pace;

    public HealthCheck(Pace pace) {
        this.pace = pace;
    }

    /// Asks again and again until the answer is 2xx and as expected, or the timeout is over.
    ///
    /// @param health its URL and expected values as they are to be used, with nothing left to
    ///   replace
    /// @param superseded stops the waiting, as failed, at the next try
    public CheckReport await(Health health, BooleanSupplier superseded)
            throws InterruptedException {
        var url = url(health.url());
        if (url.isEmpty()) {
            var message = "not an http or https URL";
            return new CheckReport(
                    Kind.HEALTH, Words.value(health.url()), Verdict.FAILED, message, null);
        }
        return new Waiting(url.get(), health, pace.now()).until(superseded);
    }

    private static Optional<URI> url(String text) {
        try {
            var url = new URI(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            var good = url.getHost() != null && Set.of("http", "https").contains(scheme);
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// One health check's tries.
    private final class Waiting {
        private final URI url;
        private final Duration timeout;
        private final Duration begin;
        private final Expectation expected;
        private int tries;
        private String lastFault = "not asked";
        private @Nullable JsonNode lastAnswer;

        Waiting(URI url, Health health, Duration begin) {
            this.url = url;
            this.timeout = health.timeout();
            this.begin = begin;
            this.expected = new Expectation(health.expect());
        }

        CheckReport until(BooleanSupplier superseded) throws InterruptedException {
            var pause = FIRST_PAUSE;
            while (true) {
                if (superseded.getAsBoolean()) {
                    return report(Verdict.FAILED, "a newer order took over; " + lastFault);
                }
                if (healthy()) {
                    return report(Verdict.PASSED, "as wanted");
                }
                if (left().compareTo(pause) <= 0) {
                    return report(Verdict.FAILED, lastFault);
                }
                pace.sleep(pause);
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        }

        private boolean healthy() throws InterruptedException {
            tries++;
            var deadline = shorter(LONGEST_TRY, longer(left(), SHORTEST_TRY));
            var fault = fault(HttpProbe.get(url, deadline));
            lastFault = fault.orElse("");
            return fault.isEmpty();
        }

        private Optional<String> fault(Answer answer) {
            return switch (answer) {
                case Fault it -> Optional.of("no answer: " + it.message());
                case Answered it -> fault(it);
            };
        }

        private Optional<String> fault(Answered answer) {
            lastAnswer = json(answer.body());
            var status = "HTTP status " + answer.status();
            if (answer.status() / 100 != 2) {
                return Optional.of(status);
            }
            if (!expected.any()) {
                return Optional.empty();
            }
            if (lastAnswer == null) {
                return Optional.of(status + ", but the answer is not JSON");
            }
            return expected.difference(lastAnswer).map(it -> it + " (" + status + ")");
        }

        private CheckReport report(Verdict verdict, String what) {
            var took = Words.duration(pace.now().minus(begin));
            var message = what + "; " + tries + (tries == 1 ? " try" : " tries") + " in " + took;
            return new CheckReport(Kind.HEALTH, name(), verdict, message, lastAnswer);
        }

        /// Without what may hold a password.
        private String name() {
            var port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
        }

        private Duration left() {
            return timeout.minus(pace.now().minus(begin));
        }
    }

    private static @Nullable JsonNode json(String body) {
        try {
            var node = Json.MAPPER.readTree(body);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException _) {
            // Health pages are not always JSON; where JSON is needed, its absence is reported.
            return null;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
