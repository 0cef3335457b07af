package dev.towline.agent.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailpointsTest {
    @TempDir Path folder;

    @Test
    void nothingIsDecoratedWithoutTheVariable() {
        var storage = new Blank();

        assertThat(Failpoints.of(Map.of()).around(storage)).isSameAs(storage);
    }

    @Test
    void eachPointIsALineOfItsOwn() throws IOException {
        var failpoints = Failpoints.of(Map.of(Failpoints.VARIABLE, folder.toString()));
        var journal = Journal.on(failpoints.around(new Blank()));

        journal.update(_ -> Entries.EMPTY);
        failpoints.files().before("write README.md");
        journal.update(_ -> Entries.EMPTY);

        assertThat(folder.resolve("passed"))
                .hasContent(
                        """
                        before journal write (no deployment)
                        after journal write (no deployment)
                        before write README.md
                        before journal write (no deployment) (2)
                        after journal write (no deployment) (2)
                        """);
    }

    @Test
    void theCountStartsAnewWithTheFile() throws IOException {
        var files = Failpoints.of(Map.of(Failpoints.VARIABLE, folder.toString())).files();
        files.before("write README.md");
        Files.delete(folder.resolve("passed"));

        files.before("write README.md");

        assertThat(folder.resolve("passed")).hasContent("before write README.md\n");
    }

    private record Blank() implements Journal.Storage {
        @Override
        public Optional<byte[]> read() {
            return Optional.empty();
        }

        @Override
        public void write(byte[] content) {}
    }
}
