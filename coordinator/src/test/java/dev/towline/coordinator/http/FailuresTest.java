package dev.towline.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// How wrong credentials are counted.
final class FailuresTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private Failures failures(int perAddress, int all) {
        var limits = new Limits(SECOND, SECOND, SECOND, 1, perAddress, all);
        return new Failures(limits, now::get);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        var failures = failures(1, 100);

        assertThat(failures.note(address("2001:db8::1"))).isEmpty();
        assertThat(failures.note(address("2001:db8::ffff:2"))).contains(Duration.ofMinutes(1));
        assertThat(failures.note(address("2001:db8:0:1::1"))).isEmpty();
    }

    @Test
    void remembersSoManyAddressesAndNoMore() {
        var failures = failures(1, 1_000_000);

        for (int i = 0; i < 12_000; i++) {
            failures.note(address("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256));
        }

        assertThat(failures.remembered()).isEqualTo(10_000);
    }

    @Test
    void isNotConfusedByAClockThatIsSetBack() {
        var failures = failures(1, 100);
        failures.note(address("10.0.0.1"));

        now.set(Instant.EPOCH.minus(Duration.ofDays(1)));

        assertThat(failures.note(address("10.0.0.1"))).contains(Duration.ofMinutes(1));
    }
}
