package dev.towline.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir Path folder;

    private DurableFile file() {
        return new DurableFile(folder.resolve("inner/state"));
    }

    @Test
    void isEmptyBeforeTheFirstWrite() throws IOException {
        assertThat(file().read()).isEmpty();
    }

    @Test
    void holdsWhatWasWrittenLast() throws IOException {
        file().write(bytes("one"));
        file().write(bytes("two"));

        assertThat(file().read()).hasValueSatisfying(it -> assertThat(it).isEqualTo(bytes("two")));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        file().write(bytes("secret"));

        var mode = Files.getPosixFilePermissions(folder.resolve("inner/state"));
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    @Test
    void forgetsADraftThatACrashLeft() throws IOException {
        file().write(bytes("one"));
        Files.writeString(folder.resolve("inner/state.new"), "half of tw");

        file().write(bytes("two"));

        try (var left = Files.list(folder.resolve("inner"))) {
            assertThat(left).containsExactly(folder.resolve("inner/state"));
        }
    }

    @Test
    void neverChangesTheFileThatAReaderHasOpen() throws IOException {
        file().write(bytes("one"));

        try (var reader = Files.newInputStream(folder.resolve("inner/state"))) {
            file().write(bytes("two"));

            assertThat(reader.readAllBytes()).isEqualTo(bytes("one"));
        }
    }

    @Test
    void keepsWhatAnInterruptedThreadHasToKeep() throws IOException {
        Thread.currentThread().interrupt();
        try {
            file().write(bytes("outcome"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file().read()).isPresent();
    }

    @Test
    void keepsTheOldContentWhenItCannotBeWritten() throws IOException {
        file().write(bytes("one"));
        Files.createDirectories(folder.resolve("inner/state.new/in the way"));

        assertThatThrownBy(() -> file().write(bytes("two"))).isInstanceOf(IOException.class);
        assertThat(file().read()).hasValueSatisfying(it -> assertThat(it).isEqualTo(bytes("one")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
