package dev.towline.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCommand;
import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.chain.Entry;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.wire.Json;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {
    private static final Content CONTENT =
            new Content(Instant.EPOCH, "w", "f", "a", "s", "r", "d", Content.DONE);
    private static final Entry FIRST = Entry.after(Entry.NONE, CONTENT);
    private static final Entry SECOND = Entry.after(FIRST.head(), CONTENT);

    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();

    private int run(String... arguments) {
        return TestCommand.run(said, arguments);
    }

    private String export(String... lines) throws Exception {
        return Files.writeString(folder.resolve("a.jsonl"), String.join("\n", lines)).toString();
    }

    private static String head(Entry entry) {
        return entry.number() + ":" + entry.hash();
    }

    @Test
    void saysWhereAWholeLogStands() throws Exception {
        var file = export(Json.write(FIRST), Json.write(SECOND));

        assertThat(run("audit", "verify", file, "--head", head(SECOND))).isEqualTo(0);
        assertThat(said.toString())
                .isEqualTo("the chain is whole up to entry 2, head " + head(SECOND) + "\n");
    }

    @Test
    void namesTheFirstWrongEntryOfAnExport() throws Exception {
        var file = export(Json.write(FIRST), Json.write(SECOND).replace("\"d\"", "\"e\""));

        assertThat(run("audit", "verify", file)).isEqualTo(1);
        assertThat(said.toString()).contains("entry 2: its hash is not that of its content");
    }

    @Test
    void namesALineThatIsNoEntry() throws Exception {
        var file = export(Json.write(FIRST), "{\"number\":2}");

        assertThat(run("audit", "verify", file)).isEqualTo(1);
        assertThat(said.toString()).contains("entry 2: its line is not that of an entry");
    }

    @Test
    void findsThatTheEndIsMissing() throws Exception {
        assertThat(run("audit", "verify", export(Json.write(FIRST)), "--head", head(SECOND)))
                .isEqualTo(1);
        assertThat(said.toString()).contains("entry 2: it is missing");
    }

    @Test
    void readsTheStoreItself() {
        try (var directory = DataDirectory.take(folder);
                var database = Database.open(directory)) {
            database.write(transaction -> {
                AuditStore.append(transaction, CONTENT);
                return CONTENT;
            });
        }

        assertThat(run("audit", "verify", "--data", folder.toString())).isEqualTo(0);
        assertThat(said.toString()).contains("head " + head(FIRST));
    }

    @Test
    void failsWhereThereIsNothingToCheck() {
        assertThat(run("audit", "verify", "--data", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(run("audit", "verify", folder.resolve("none").toString())).isEqualTo(1);
    }

    @Test
    void wantsToKnowWhichLog() {
        assertThat(run("audit", "verify")).isEqualTo(2);
        assertThat(run("audit", "verify", "a", "--data", "b")).isEqualTo(2);
        assertThat(run("audit", "verify", "a", "--head", "7:abc")).isEqualTo(2);
    }
}
