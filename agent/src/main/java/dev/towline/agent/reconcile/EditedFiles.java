package dev.towline.agent.reconcile;

import dev.towline.agent.git.EditDiff;
import dev.towline.agent.git.EditedCopies;
import dev.towline.agent.git.FileEdit;
import dev.towline.ids.CommitSha;
import dev.towline.wire.CheckReport;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tracked files that somebody edited on the VM: what they are, what becomes of the order, and how
/// nobody's work is lost.
///
/// The policy decides whether an order is refused. What is edited when files are replaced is kept
/// aside under any policy, for somebody may have edited it a moment ago.
final class EditedFiles {
    private static final String NAME = "edited files";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Workplace at;
    private final DeploymentLog log;
    private final EditedCopies copies;

    EditedFiles(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
        this.copies = new EditedCopies(at.settings().edited());
    }

    /// Why the order is refused; the diff goes into the report.
    Optional<String> objection() {
        var edits = new Files(at).edits();
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        var words = Files.words(edits, at.settings().folder());
        var objection =
                switch (at.settings().editPolicy()) {
                    case REFUSE -> Optional.of(words + "; commit the change, or put them back");
                    case SAVE_ASIDE ->
                            copies.objection(edits, at.settings().folder())
                                    .map(it -> words + "; " + it);
                };
        if (objection.isPresent()) {
            tell(CheckReport.Verdict.FAILED, words, edits);
        }
        return objection;
    }

    /// Keeps what is edited; to be called before files are brought to the release.
    void saveAside(CommitSha sha) {
        var edits = new Files(at).edits();
        if (edits.isEmpty()) {
            return;
        }
        var path = keep(at, edits, sha);
        tell(
                CheckReport.Verdict.WARNED,
                Files.words(edits, at.settings().folder()) + "; they are kept in " + path,
                edits);
    }

    /// Copies what is edited into a folder of its own, durably.
    ///
    /// @param sha of the release that the files are brought to
    static Path keep(Workplace at, List<FileEdit> edits, CommitSha sha) {
        var name = TIME.format(at.clock().instant()) + "-" + sha.abbreviated();
        return new EditedCopies(at.settings().edited()).keep(edits, at.settings().folder(), name);
    }

    private void tell(CheckReport.Verdict verdict, String words, List<FileEdit> edits) {
        var message = words + "\n" + diff(edits);
        log.check(new CheckReport(CheckReport.Kind.FILES, NAME, verdict, message, null));
    }

    private String diff(List<FileEdit> edits) {
        return at.journal().entries().filesOf().stream()
                .findFirst()
                .map(it -> EditDiff.of(edits, at.settings().release(it), at.settings().folder()))
                .orElse("");
    }
}
