package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The machine and the table of figures, in Markdown; in a file they stand between two marks.
record BenchReport(BenchMachine machine, List<BenchFigure> figures) {
    private static final String BEGIN = "<!-- last run -->\n";
    private static final String END = "<!-- end of the last run -->\n";
    private static final List<String> HEADER = List.of("Figure", "Value", "Aim", "Held?");

    BenchReport {
        figures = List.copyOf(figures);
    }

    String text() {
        return machine + "\n\n" + table();
    }

    private String table() {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        figures.forEach(
                it -> rows.add(List.of(it.name(), it.value(), it.aim(), it.held().toString())));
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < HEADER.size(); column++) {
            int index = column;
            widths.add(rows.stream().mapToInt(it -> it.get(index).length()).max().orElse(0));
        }
        rows.add(1, widths.stream().map("-"::repeat).toList());
        return rows.stream().map(it -> line(it, widths)).collect(Collectors.joining());
    }

    private static String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            var cell = cells.get(column);
            var padding = " ".repeat(widths.get(column) - cell.length());
            line.append(' ').append(cell).append(padding).append(" |");
        }
        return line.append('\n').toString();
    }

    /// Says before the work whether the report can be written to the file.
    ///
    /// @throws DemoException where the file has no place for it
    static void check(Path file) {
        var text = read(file);
        if (!text.contains(BEGIN) || text.indexOf(END) < text.indexOf(BEGIN)) {
            throw new DemoException(
                    "%s has no lines '%s' and '%s'".formatted(file, BEGIN.strip(), END.strip()));
        }
    }

    /// Replaces the report of the last run.
    void replaceIn(Path file) {
        check(file);
        var old = read(file);
        var before = old.substring(0, old.indexOf(BEGIN) + BEGIN.length());
        var after = old.substring(old.indexOf(END));
        try {
            Files.writeString(file, before + "\n" + text() + "\n" + after);
        } catch (IOException e) {
            throw new DemoException("could not write " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DemoException("could not read " + file, e);
        }
    }
}
