package dev.towline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir Path folder;

    @Test
    void isHeldByOneOnly() throws IOException {
        try (var _ = StateLock.take(folder)) {
            assertThatThrownBy(() -> StateLock.take(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another agent uses " + folder)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageEndingWith(": agent");
        }
    }

    @Test
    void isFreeAgainWhenItWasGivenUp() throws IOException {
        StateLock.take(folder).close();

        try (var again = StateLock.take(folder)) {
            assertThat(again).isNotNull();
        }
    }
}
