package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import dev.towline.wire.Hold;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What the coordinator said last of an environment's holds; kept over restarts, obeyed also while
/// the coordinator is away. May be used by several threads, of which one takes orders.
public final class OrderedHolds {
    private final Path path;
    private final DurableFile file;
    private volatile Known known;
    private final ReleaseMark mark;
    private volatile long durable;
    private volatile long released;

    private record Known(long number, List<Hold> holds, long release) {}

    private OrderedHolds(Path state) {
        this.path = state.resolve("ordered-holds.json");
        this.file = new DurableFile(path);
        this.known = read();
        this.durable = known.number();
        this.mark = new ReleaseMark(state);
        this.released = known.release();
    }

    /// Reads what was kept. Where it cannot be read a hold stands until the coordinator says
    /// something anew: somebody may have wanted hands off.
    ///
    /// @param state the environment's state folder
    public static OrderedHolds open(Path state) {
        return new OrderedHolds(state);
    }

    private Known read() {
        try {
            var content = file.read();
            return content.isEmpty() ? new Known(0, List.of(), 0) : known(content.get());
        } catch (IOException e) {
            var reason = "could not read " + path + ": " + e.getMessage();
            return new Known(0, List.of(new Hold(reason, "?", null, Instant.EPOCH, null)), 0);
        }
    }

    private static Known known(byte[] content) throws IOException {
        var order = Json.read(content, HoldOrder.class);
        if (order == null) {
            throw new IOException("it tells of no holds");
        }
        return new Known(order.number(), order.holds(), order.newestRelease());
    }

    /// The number of what is on disk; what the coordinator says must have a higher one.
    public long number() {
        return durable;
    }

    /// The holds that stand.
    public List<Hold> standing(Instant now) {
        return known.holds().stream().filter(it -> it.standsAt(now)).toList();
    }

    /// Obeys from now on, durably on return; an order that is not newer changes nothing.
    ///
    /// @return whether it was newer
    /// @throws JournalException where it cannot be kept; it is obeyed all the same until the
    ///   process ends
    public boolean take(HoldOrder order) {
        if (order.number() <= durable) {
            return false;
        }
        known = new Known(order.number(), order.holds(), order.newestRelease());
        // Marked before it is remembered: done twice it does no harm, not at all it would be lost.
        if (order.newestRelease() > released) {
            mark.write("the coordinator");
        }
        try {
            file.write(Json.bytes(order));
        } catch (IOException e) {
            throw new JournalException("could not write " + path + ": " + e, e);
        }
        durable = order.number();
        released = order.newestRelease();
        return true;
    }
}
