package dev.towline.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("machine-id"), text);
    }

    @Test
    void isTheSameForTheSameIdAndDoesNotShowIt() throws IOException {
        var one = Machine.of(file(ID + "\n"));

        assertThat(one).isEqualTo(Machine.of(file(ID))).doesNotContain(ID.substring(0, 8));
        assertThat(one).matches("[0-9a-f]{32}");
    }

    @Test
    void isAnotherForAnotherId() throws IOException {
        var one = Objects.requireNonNull(Machine.of(file(ID)));

        assertThat(Machine.of(file(ID.replace('0', '1')))).isNotNull().isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "uninitialized\n"})
    void isNotKnownWhereTheImageWasNeverBooted(String text) throws IOException {
        assertThat(Machine.of(file(text))).isNull();
    }

    @Test
    void isNotKnownWithoutTheFile() {
        assertThat(Machine.of(folder.resolve("none"))).isNull();
    }
}
