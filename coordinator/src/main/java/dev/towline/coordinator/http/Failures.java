package dev.towline.coordinator.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts wrong credentials, for each address and in all.
///
/// Only failures are counted and only failures are held up: whoever brings a good token is let in
/// whatever others did, also from the same address, for behind one proxy all have the same. What is
/// limited is what failing costs us: work, log lines, and the pace of guessing. An IPv6 network of
/// 64 bits counts as one address, since one machine has all of it. The addresses that are
/// remembered are bounded; the one that failed longest ago is forgotten first.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Allowance> addresses = new LinkedHashMap<>();
    private final int perAddress;
    private final Allowance all;
    private final InstantSource clock;

    Failures(Limits limits, InstantSource clock) {
        this.perAddress = limits.failuresPerAddress();
        this.all = new Allowance(limits.failures(), clock.instant());
        this.clock = clock;
    }

    /// Notes a wrong credential.
    ///
    /// @return how long to wait, where it was one too many
    Optional<Duration> note(InetAddress from) {
        var address = network(from);
        var now = clock.instant();
        lock.lock();
        try {
            var allowance = remembered(address);
            var wait = longer(allowance.take(now), all.take(now));
            if (wait.isZero()) {
                LOG.atInfo().addKeyValue("from", address).log("Refused a wrong credential");
            } else if (allowance.isFirstRefusal()) {
                LOG.atWarn()
                        .addKeyValue("from", address)
                        .log("Too many wrong credentials; says no more of them");
            }
            return wait.isZero() ? Optional.empty() : Optional.of(wait);
        } finally {
            lock.unlock();
        }
    }

    int remembered() {
        lock.lock();
        try {
            return addresses.size();
        } finally {
            lock.unlock();
        }
    }

    private Allowance remembered(String address) {
        var known = addresses.remove(address);
        if (known == null && addresses.size() >= MOST_ADDRESSES) {
            addresses.pollFirstEntry();
        }
        var allowance = known == null ? new Allowance(perAddress, clock.instant()) : known;
        addresses.putLast(address, allowance);
        return allowance;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var bytes = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
        return HexFormat.of().formatHex(bytes) + "/64";
    }
}
