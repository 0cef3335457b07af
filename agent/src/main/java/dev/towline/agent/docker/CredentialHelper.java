package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs `docker-credential-NAME get`: the registry goes in, JSON comes out. docker-java does not.
final class CredentialHelper {
    private static final Logger log = LoggerFactory.getLogger(CredentialHelper.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int LARGEST = 64 * 1024;
    private static final int LONGEST_MESSAGE = 200;
    private static final String ABSENT = "credentials not found";
    private static final String TOKEN_USER = "<token>";

    private final UnaryOperator<String> program;
    private final Duration deadline;

    /// A runner of helpers.
    ///
    /// @param program turns a program's name into what is started
    CredentialHelper(UnaryOperator<String> program, Duration deadline) {
        this.program = program;
        this.deadline = deadline;
    }

    /// What a helper knows of a registry; empty where it knows nothing.
    Optional<RegistryCredential> get(String helper, String registry) throws CredentialException {
        if (!NAME.matcher(helper).matches()) {
            throw new CredentialException("not a credential helper's name: " + helper, null);
        }
        var name = "docker-credential-" + helper;
        try {
            var answer = run(name, registry);
            return answer.exitCode == 0
                    ? Optional.of(credential(name, answer.output))
                    : absent(name, answer.output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException(name + " was interrupted", e);
        }
    }

    private record Answer(int exitCode, String output) {}

    private Answer run(String name, String registry)
            throws CredentialException, InterruptedException {
        var process = start(name);
        try {
            ask(process, registry);
            var output = output(process.getInputStream());
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            return new Answer(process.exitValue(), output);
        } catch (TimeoutException e) {
            throw new CredentialException(
                    name + " did not answer within " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new CredentialException(name + " could not be talked to", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void ask(Process process, String registry) {
        try (var question = process.getOutputStream()) {
            question.write(registry.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; its answer and its exit code say whether that is wrong.
            log.atDebug().setCause(e).log("a credential helper did not read its question");
        }
    }

    private Process start(String name) throws CredentialException {
        try {
            return new ProcessBuilder(program.apply(name), "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new CredentialException("could not start " + name, e);
        }
    }

    // A thread of its own: reading a pipe knows no time-out.
    private String output(InputStream pipe)
            throws ExecutionException, InterruptedException, TimeoutException {
        var reading = new FutureTask<>(() -> pipe.readNBytes(LARGEST));
        Thread.ofVirtual().name("credential-helper").start(reading);
        var bytes = reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static RegistryCredential credential(String name, String output)
            throws CredentialException {
        var json = parsed(name, output);
        var username = json.path("Username").textValue();
        var secret = json.path("Secret").textValue();
        if (username == null || secret == null) {
            throw new CredentialException(name + " answered without Username and Secret", null);
        }
        return username.equals(TOKEN_USER)
                ? new RegistryCredential.IdentityToken(secret)
                : new RegistryCredential.Password(username, secret);
    }

    private static JsonNode parsed(String name, String output) throws CredentialException {
        try {
            return MAPPER.readTree(output);
        } catch (JsonProcessingException e) {
            // The cause would quote the answer, and the answer holds the secret.
            throw new CredentialException(name + " did not answer with JSON", null);
        }
    }

    private static Optional<RegistryCredential> absent(String name, String output)
            throws CredentialException {
        if (output.contains(ABSENT)) {
            return Optional.empty();
        }
        var words = output.strip();
        throw new CredentialException(
                name + " failed: " + words.substring(0, Math.min(words.length(), LONGEST_MESSAGE)),
                null);
    }
}
