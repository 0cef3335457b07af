package dev.towline.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are no authority; those that are one are tried against real servers, elsewhere.
final class PrivateCaTest {
    @TempDir private Path folder;

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> PrivateCa.trusting(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not use the authority " + file + ": " + why);
    }

    @Test
    void refusesAFileThatIsMissing() {
        assertRefused(folder.resolve("none.pem"), "it is missing");
    }

    @ParameterizedTest
    @CsvSource({"'', it has no certificate", "no PEM at all, No certificate data found"})
    void refusesAFileWithoutACertificate(String text, String why) throws IOException {
        assertRefused(Files.writeString(folder.resolve("ca.pem"), text), why);
    }

    @Test
    void refusesAFileThatIsNoListOfCertificates() throws IOException {
        var large = Files.write(folder.resolve("large.pem"), new byte[256 * 1024 + 1]);

        assertRefused(large, "it is larger than 262144 bytes");
    }
}
