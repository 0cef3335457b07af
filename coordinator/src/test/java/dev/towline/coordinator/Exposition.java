package dev.towline.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus' text form 0.0.4, and accepts nothing else.
///
/// @param samples each line's value by its name and labels, as they stand there
record Exposition(Map<String, String> types, Map<String, Double> samples) {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "("
                            + NAME
                            + ")(\\{("
                            + LABEL.pattern()
                            + ",?)*\\})? "
                            + "([-+]?(?:\\d[\\d.]*(?:[eE][-+]?\\d+)?|Inf)|NaN)");

    static Exposition read(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        var reader = new Reader();
        text.lines().forEach(reader::line);
        return reader.done();
    }

    double value(String sample) {
        var value = samples.get(sample);
        if (value == null) {
            throw new AssertionError("there is no " + sample + " in\n" + samples.keySet());
        }
        return value;
    }

    /// The names of the labels of a metric's lines.
    Set<String> labels(String name) {
        var labels = new HashSet<String>();
        for (var sample : samples.keySet()) {
            if (sample.startsWith(name + "{")) {
                LABEL.matcher(sample).results().forEach(it -> labels.add(it.group(1)));
            }
        }
        return labels;
    }

    private static final class Reader {
        private final Map<String, String> types = new LinkedHashMap<>();
        private final Map<String, Double> samples = new LinkedHashMap<>();
        private final Set<String> helped = new HashSet<>();
        private final Set<String> closed = new HashSet<>();
        private String family = "";

        void line(String line) {
            var help = HELP.matcher(line);
            var type = TYPE.matcher(line);
            var sample = SAMPLE.matcher(line);
            if (help.matches()) {
                require(helped.add(help.group(1)), "helps twice", line);
            } else if (type.matches()) {
                open(type);
            } else {
                require(sample.matches(), "is no line of this form", line);
                take(line, sample);
            }
        }

        private void open(Matcher type) {
            require(helped.contains(type.group(1)), "has no help", type.group());
            require(types.put(type.group(1), type.group(2)) == null, "is twice", type.group());
            closed.add(family);
            family = type.group(1);
            require(
                    !type.group(2).equals("counter") || family.endsWith("_total"),
                    "is a counter without _total",
                    family);
        }

        private void take(String line, Matcher sample) {
            var name = sample.group(1);
            var suffix =
                    "histogram".equals(types.get(family)) || "summary".equals(types.get(family))
                            ? "(_bucket|_sum|_count)?"
                            : "";
            require(name.matches(Pattern.quote(family) + suffix), "is of no open metric", line);
            var key = line.substring(0, line.lastIndexOf(' '));
            var value = number(line.substring(line.lastIndexOf(' ') + 1));
            require(samples.put(key, value) == null, "is twice", line);
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }

        private static void require(boolean holds, String what, String line) {
            if (!holds) {
                throw new AssertionError(what + ": " + line);
            }
        }

        Exposition done() {
            growing();
            return new Exposition(types, samples);
        }

        /// A histogram's buckets hold each other, and the last one everything.
        private void growing() {
            var buckets = new HashMap<String, List<Double>>();
            samples.forEach((sample, value) -> {
                if (sample.contains("_bucket{")) {
                    var series = sample.replaceFirst(",?le=\"[^\"]*\"", "").replace("{}", "");
                    buckets.computeIfAbsent(series, _ -> new ArrayList<>()).add(value);
                }
            });
            buckets.forEach((series, values) -> {
                require(values.equals(values.stream().sorted().toList()), "shrinks", series);
                var count = samples.get(series.replace("_bucket", "_count"));
                require(values.getLast().equals(count), "counts " + count, series);
            });
        }
    }
}
