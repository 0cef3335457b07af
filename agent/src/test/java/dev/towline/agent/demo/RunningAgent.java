package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.JavaProcess.Program;
import dev.towline.agent.failpoint.Failpoints;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// An agent in a process of its own, as on a VM of its own: a state folder, and a project folder
/// with an `.env` for each environment.
public final class RunningAgent implements AutoCloseable {
    private static final String MAIN = "dev.towline.agent.Main";
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms8m",
                    "-Xmx48m",
                    "-Xss256k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20");

    private final Path vm;
    private final Ground ground;
    private final int statusPort = Ports.free();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JavaProcess process;

    private RunningAgent(Path vm, Ground ground, URI coordinator, List<Place> places) {
        this.vm = vm;
        this.ground = ground;
        write(vm.resolve("agent.yml"), settings(coordinator, places));
        for (var place : places) {
            write(place.folder(vm).resolve(".env"), place.variables());
            enrol(place);
        }
        this.process = launch();
    }

    /// One environment on the VM.
    ///
    /// @param project the name of the project folder, and so of the Compose project
    /// @param joinToken for its enrolment
    /// @param variables the text of its `.env`
    public record Place(String environment, String project, String joinToken, String variables) {
        Path folder(Path vm) {
            return vm.resolve("srv").resolve(project);
        }

        /// Without the token.
        @Override
        public String toString() {
            return "Place[" + environment + "]";
        }
    }

    /// Enrols the VM and starts its agent; returns when its status endpoint answers.
    public static RunningAgent on(Path vm, URI coordinator, List<Place> places) {
        return on(vm, Ground.plain(vm), coordinator, places);
    }

    /// The same on another ground.
    static RunningAgent on(Path vm, Ground ground, URI coordinator, List<Place> places) {
        var agent = new RunningAgent(vm, ground, coordinator, places);
        agent.awaitReady();
        return agent;
    }

    public URI statusAddress() {
        return URI.create("http://127.0.0.1:" + statusPort + "/status");
    }

    public Path projectFolder(Place place) {
        return place.folder(vm);
    }

    public JsonNode status(String environment) {
        try {
            var uri = URI.create(statusAddress() + "/" + environment);
            var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return Json.MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new DemoException("could not read the agent's status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public void kill9() {
        process.kill9();
    }

    /// Starts it again, and does not wait: it may be about to end.
    void launchAgain() {
        process = launch();
    }

    public void startAgain() {
        launchAgain();
        awaitReady();
    }

    public String tail() {
        return process.tail();
    }

    /// Where the programs on this VM lock projects.
    Path locks() {
        return vm.resolve("locks");
    }

    /// Where the agent's failpoints are; it has them from the start on that finds the folder.
    Path failpoints() {
        return vm.resolve("failpoints");
    }

    /// Journals, mirrors, releases and identities.
    Path state() {
        return vm.resolve("state");
    }

    /// All that it said since it was enrolled.
    String log() {
        try {
            return Files.readString(vm.resolve("agent.log"));
        } catch (IOException e) {
            throw new DemoException("could not read the agent's log", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Its settings; read at its next start.
    Path settings() {
        return vm.resolve("agent.yml");
    }

    /// The project folder of this name on the VM.
    Path projectFolder(String project) {
        return vm.resolve("srv").resolve(project);
    }

    /// What a command on the VM said.
    ///
    /// @param output of both kinds
    record Said(int exitCode, String output) {}

    /// Runs one of the agent's commands on the VM, to its end.
    Said say(String command, String... words) {
        try {
            var log = Files.createTempFile(vm, command, ".log");
            try (var process = JavaProcess.start(program(command, words), log)) {
                var exitCode = process.awaitEnd(Duration.ofMinutes(1));
                return new Said(exitCode, Files.readString(log));
            }
        } catch (IOException e) {
            throw new DemoException("could not run " + command, e);
        }
    }

    private JavaProcess launch() {
        return JavaProcess.start(program("run"), vm.resolve("agent.log"));
    }

    private void enrol(Place place) {
        var token = vm.resolve("join-" + place.environment());
        write(token, place.joinToken());
        try (var enrolment =
                JavaProcess.start(
                        program(
                                "enrol",
                                "--environment",
                                place.environment(),
                                "--token-file",
                                token.toString()),
                        vm.resolve("enrol.log"))) {
            if (enrolment.awaitEnd(Duration.ofSeconds(30)) != 0) {
                throw new DemoException("could not enrol: " + enrolment.tail());
            }
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(ground.environment());
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("TOWLINE_LOCKS", locks().toString());
        if (Files.isDirectory(failpoints())) {
            environment.put(Failpoints.VARIABLE, failpoints().toString());
        }
        return environment;
    }

    private Program program(String command, String... options) {
        var arguments = new ArrayList<>(List.of(command, "--config"));
        arguments.add(vm.resolve("agent.yml").toString());
        arguments.addAll(List.of(options));
        return new Program(MAIN, FLAGS, arguments, environment());
    }

    private String settings(URI coordinator, List<Place> places) {
        var text =
                new StringBuilder(
                        """
                        coordinator: %s
                        state: %s
                        status: 127.0.0.1:%d
                        docker: %s
                        policy: %s
                        %s
                        environments:
                        """
                                .formatted(
                                        coordinator,
                                        ground.state(),
                                        statusPort,
                                        ground.engine().url(),
                                        vm.resolve("policy.yml"),
                                        String.join("\n", ground.settings())));
        for (var place : places) {
            text.append("  %s: { folder: %s }\n".formatted(place.environment(), place.folder(vm)));
        }
        return text.toString();
    }

    private void awaitReady() {
        Awaitility.await("agent on " + vm)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || Ports.answers(statusPort));
        if (!process.isAlive()) {
            throw new DemoException("the agent ended: " + process.tail());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new DemoException("could not write " + file, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
