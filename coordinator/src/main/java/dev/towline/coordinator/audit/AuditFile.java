package dev.towline.coordinator.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.chain.ChainCheck;
import dev.towline.coordinator.chain.ChainCheck.Fault;
import dev.towline.coordinator.chain.Entry;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.StoreFile;
import dev.towline.wire.AuditHead;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// The audit log as it lies in a file, a store or an export, read without a coordinator.
public final class AuditFile {
    private static final int AT_ONCE = 1000;

    private AuditFile() {}

    /// What came of following the chain.
    public sealed interface Verdict {
        /// Nothing is wrong up to here.
        record Whole(AuditHead head) implements Verdict {}

        /// The first wrong entry.
        record Wrong(long number, String what) implements Verdict {}
    }

    /// Checks the log in the store of a coordinator's folder.
    ///
    /// @param witnessed where the log stood at some times, as others were told
    /// @throws StoreException where it cannot be read at all
    public static Verdict verifyStore(Path folder, Collection<AuditHead> witnessed) {
        var check = new ChainCheck(witnessed);
        try (var store = StoreFile.in(folder)) {
            return verdict(check, store.read(reading -> fault(reading, check)));
        }
    }

    private static Optional<Fault> fault(Reading reading, ChainCheck check) {
        var page = AuditStore.after(reading, 0, AT_ONCE);
        while (!page.isEmpty()) {
            for (var entry : page) {
                var fault = check.next(entry);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            page = AuditStore.after(reading, page.getLast().number(), AT_ONCE);
        }
        return check.end();
    }

    /// Checks an export.
    ///
    /// @throws IOException where it cannot be read at all
    public static Verdict verifyExport(Path file, Collection<AuditHead> witnessed)
            throws IOException {
        var check = new ChainCheck(witnessed);
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var fault = next(check, line);
                if (fault.isPresent()) {
                    return verdict(check, fault);
                }
            }
        }
        return verdict(check, check.end());
    }

    private static Optional<Fault> next(ChainCheck check, String line) {
        try {
            return check.next(Json.read(line, Entry.class));
        } catch (JsonProcessingException _) {
            return Optional.of(
                    new Fault(check.head().number() + 1, "its line is not that of an entry"));
        }
    }

    private static Verdict verdict(ChainCheck check, Optional<Fault> fault) {
        return fault.<Verdict>map(it -> new Verdict.Wrong(it.number(), it.what()))
                .orElseGet(() -> new Verdict.Whole(check.head()));
    }

    /// Writes the log of a coordinator's folder as JSON lines.
    public static void export(Path folder, OutputStream out) throws IOException {
        try (var store = StoreFile.in(folder)) {
            JsonLines.write(
                    (after, limit) ->
                            store.read(reading -> AuditStore.after(reading, after, limit)),
                    0,
                    out);
        }
    }
}
