package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import dev.towline.wire.AuditHead;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import dev.towline.wire.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the coordinator has signed so far, to be held against what it signs next; kept over
/// restarts. Written by one thread, read by any.
public final class Testimony {
    private static final Logger log = LoggerFactory.getLogger(Testimony.class);

    private final Path path;
    private final DurableFile file;
    private volatile Heard heard;

    /// What was heard.
    ///
    /// @param latest the highest time of issue in a signed document
    /// @param order the newest order, without what may differ when it is signed anew
    /// @param head the highest head of the audit log
    /// @param alarm why the audit log is not the one that was shown before; null: it is
    private record Heard(
            Instant latest,
            @Nullable DesiredState order,
            @Nullable AuditHead head,
            @Nullable String alarm) {
        static final Heard NOTHING = new Heard(Instant.EPOCH, null, null, null);
    }

    private Testimony(Path state) {
        this.path = state.resolve("testimony.json");
        this.file = new DurableFile(path);
        this.heard = read();
    }

    /// Reads what was kept. One that cannot be read counts as lost: the journal still knows the
    /// highest generation.
    ///
    /// @param state the environment's state folder
    public static Testimony open(Path state) {
        return new Testimony(state);
    }

    private Heard read() {
        try {
            var content = file.read();
            return content.isEmpty() ? Heard.NOTHING : Json.read(content.get(), Heard.class);
        } catch (IOException e) {
            log.atError().addKeyValue("error", path + ": " + e.getMessage()).log("begun anew");
            return Heard.NOTHING;
        }
    }

    /// The time now, by the clock, and never before what was signed: a clock that was set back
    /// revives nothing.
    public Instant notBefore(Instant now) {
        var latest = heard.latest();
        return now.isAfter(latest) ? now : latest;
    }

    /// The highest head of the coordinator's audit log that was shown here.
    public @Nullable AuditHead head() {
        return heard.head();
    }

    /// Why the coordinator's audit log is not the one that it showed before; null: it is.
    public @Nullable String alarm() {
        return heard.alarm();
    }

    /// A signed document that was issued then.
    public void heard(Instant issuedAt) {
        if (issuedAt.isAfter(heard.latest())) {
            keep(new Heard(issuedAt, heard.order(), heard.head(), heard.alarm()));
        }
    }

    /// Whether it is the newest order with another content.
    public boolean contradicts(DesiredState order) {
        var known = heard.order();
        return known != null
                && known.generation().equals(order.generation())
                && !known.equals(essence(order));
    }

    /// A signed order. Its audit head is held against the highest one; what it shows of it is
    /// remembered for good.
    public void heard(DesiredState order) {
        var known = heard.order();
        var newest =
                known == null || order.generation().after(known.generation())
                        ? essence(order)
                        : known;
        var latest = notBefore(order.issuedAt());
        var shown = order.terms().auditHead();
        var alarm = heard.alarm() == null ? contradiction(shown) : heard.alarm();
        keep(new Heard(latest, newest, higher(shown), alarm));
    }

    private @Nullable String contradiction(@Nullable AuditHead shown) {
        var known = heard.head();
        if (shown == null || known == null || shown.number() > known.number()) {
            return null;
        }
        if (shown.equals(known)) {
            return null;
        }
        return "the coordinator's audit log ended at "
                + words(known)
                + " before, and at "
                + words(shown)
                + " now: entries were removed or changed, or a backup was put back";
    }

    private @Nullable AuditHead higher(@Nullable AuditHead shown) {
        var known = heard.head();
        if (shown == null) {
            return known;
        }
        return known == null || shown.number() > known.number() ? shown : known;
    }

    private static String words(AuditHead head) {
        return head.number() + " (" + head.hash() + ")";
    }

    private static DesiredState essence(DesiredState order) {
        var terms = order.terms();
        return new DesiredState(
                order.environment(),
                order.agent(),
                order.generation(),
                order.sha(),
                order.deployment(),
                order.repository(),
                order.branch(),
                order.stack(),
                order.forced(),
                order.requestedBy(),
                order.reason(),
                Instant.EPOCH,
                Instant.EPOCH,
                order.acceptVolumeChange(),
                new Terms(
                        terms.images(),
                        terms.ancestry(),
                        terms.contractBypass(),
                        terms.drift(),
                        null));
    }

    private void keep(Heard next) {
        if (next.equals(heard)) {
            return;
        }
        heard = next;
        try {
            file.write(Json.bytes(next));
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", path + ": " + e).log("not kept over a restart");
        }
    }
}
