package dev.towline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import org.junit.jupiter.api.Test;

final class CheckReportTest {

    @Test
    void isTheSameAfterTheWireAlsoWithoutEvidence() throws Exception {
        var report = new CheckReport(Kind.HOOK, "db: pg_dump", Verdict.PASSED, "", null);

        var read = Json.read(Json.write(report), ReportEvent.class);

        assertThat(read).isEqualTo(report);
    }
}
