package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Short files that ask for more than fits the memory.
@Timeout(60)
final class BudgetTest {
    private static final int MANY = 20_000;

    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @Test
    void refusesIncludesThatDoubleInEachFile() {
        for (var i = 0; i < 30; i++) {
            var next = "f%d.yaml".formatted(i + 1);
            files.with(
                    i == 0 ? "compose.yaml" : "f%d.yaml".formatted(i),
                    "include: [%s, %s]".formatted(next, next));
        }
        files.with("f30.yaml", "services: {a: {image: x}}");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageEndingWith("the Compose files stand for more than 200 documents");
    }

    @Test
    void refusesManyDocumentsInOneFile() {
        files.with("compose.yaml", "services: {a: {image: x}}\n---\n".repeat(300));

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageEndingWith("the Compose files stand for more than 200 documents");
    }

    @Test
    void refusesManyServicesThatExtendALargeOne() {
        var services =
                IntStream.range(0, 100)
                        .mapToObj("  s%d: {extends: base}\n"::formatted)
                        .collect(Collectors.joining());
        var values =
                IntStream.range(0, MANY)
                        .mapToObj("K%d"::formatted)
                        .collect(Collectors.joining(","));
        files.with(
                "compose.yaml",
                "services:\n  base: {image: x, environment: [%s]}\n%s".formatted(values, services));

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageEndingWith("the Compose files stand for more than 300000 values");
    }

    @Test
    void refusesMoreFilesThanAnyoneHas() {
        var many =
                IntStream.range(0, 101)
                        .mapToObj("f%d.yaml"::formatted)
                        .peek(it -> files.with(it, "services: {a: {image: x}}"))
                        .toArray(String[]::new);

        assertThatThrownBy(() -> files.load(many))
                .isInstanceOf(ComposeException.class)
                .hasMessage("there are more than 100 Compose files");
    }

    @Test
    void refusesAChainOfServicesThatNeverEnds() {
        var services =
                IntStream.range(0, 5_000)
                        .mapToObj(it -> "  s%d: {extends: s%d}\n".formatted(it, it + 1))
                        .collect(Collectors.joining());
        files.with("compose.yaml", "services:\n" + services + "  s5000: {image: x}\n");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("through more than 100 services");
    }

    @Test
    void refusesVariablesThatGrowOverSeveralFiles() {
        var text = "services: {a: {image: x, labels: ['%s']}}".formatted("$LONG ".repeat(100));
        files.with(".env", "LONG=" + "x".repeat(50_000)).with("a.yaml", text).with("b.yaml", text);

        assertThatThrownBy(() -> files.load("a.yaml", "b.yaml"))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("the file grows too long by its variables");
    }
}
