package dev.towline.coordinator.chain;

import dev.towline.wire.AuditHead;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Follows a chain from its first entry, and finds the first that is not what was written there.
///
/// By itself the chain shows every change but two: entries that were cut off at its end, and a
/// chain that was computed anew from some entry on. Both show against a head that someone else
/// witnessed: agents get one with each order.
public final class ChainCheck {
    private final NavigableMap<Long, String> witnessed = new TreeMap<>();
    private AuditHead head = Entry.NONE;

    /// @param witnessed where the log stood at some times, as others were told
    public ChainCheck(Collection<AuditHead> witnessed) {
        witnessed.forEach(it -> this.witnessed.put(it.number(), it.hash()));
    }

    /// The first wrong entry.
    public record Fault(long number, String what) {}

    /// Looks at the next entry; empty where it is right.
    public Optional<Fault> next(Entry entry) {
        var wrong = wrong(entry);
        head = entry.head();
        return wrong.map(what -> new Fault(entry.number(), what));
    }

    private Optional<String> wrong(Entry entry) {
        if (entry.number() != head.number() + 1) {
            return Optional.of("it comes after entry " + head.number());
        }
        if (!entry.previous().equals(head.hash())) {
            return Optional.of("it was chained to another entry " + head.number());
        }
        if (!entry.isWhole()) {
            return Optional.of("its hash is not that of its content");
        }
        var other = witnessed.get(entry.number());
        return other == null || other.equals(entry.hash())
                ? Optional.empty()
                : Optional.of("its hash is " + entry.hash() + ", witnessed was " + other);
    }

    /// Looks at the end; empty where the log reaches what was witnessed.
    public Optional<Fault> end() {
        return witnessed.isEmpty() || witnessed.lastKey() <= head.number()
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                head.number() + 1,
                                "it is missing: the log was witnessed up to entry "
                                        + witnessed.lastKey()));
    }

    /// Where the log stands as far as it was followed.
    public AuditHead head() {
        return head;
    }
}
