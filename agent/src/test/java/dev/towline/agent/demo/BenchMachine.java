package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// What the figures were measured on.
record BenchMachine(int cores, double gibibytes, String kernel, String jdk, String engine) {
    static BenchMachine observed() {
        return new BenchMachine(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                EngineSocket.ofThisMachine().get("/version").path("Version").asText());
    }

    private static double memory() {
        var file = Path.of("/proc/meminfo");
        try {
            var kibibytes =
                    Files.readAllLines(file).stream()
                            .filter(it -> it.startsWith("MemTotal:"))
                            .map(it -> it.replaceAll("\\D", ""))
                            .findFirst()
                            .orElseThrow();
            return Long.parseLong(kibibytes) / 1024.0 / 1024.0;
        } catch (IOException e) {
            throw new DemoException("could not read " + file, e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d cores (%s), %.1f GB of memory, %s, %s, Docker Engine %s.",
                LocalDate.now(ZoneOffset.UTC),
                cores,
                System.getProperty("os.arch"),
                gibibytes,
                kernel,
                jdk,
                engine);
    }
}
