package dev.towline.agent.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.disk.DurableFile;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Enrolment;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who the agent is to its coordinator in one environment, and how it knows the coordinator.
///
/// @param token proves the agent to the coordinator; never shown
/// @param coordinatorKey pinned at enrolment: only orders signed with it are obeyed
/// @param machine for which it was made; null: not known
public record Identity(
        AgentId agent,
        EnvironmentName environment,
        String token,
        VerifyingKey coordinatorKey,
        URI coordinator,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String machine) {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,512}");
    private static final long LARGEST = 64 * 1024;

    public Identity {
        Objects.requireNonNull(agent);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(coordinatorKey);
        Objects.requireNonNull(coordinator);
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("a token has 1 to 512 visible ASCII characters");
        }
    }

    public static Identity of(URI coordinator, Enrolment enrolment, @Nullable String machine) {
        return new Identity(
                enrolment.agent(),
                enrolment.environment(),
                enrolment.token(),
                enrolment.coordinatorKey(),
                coordinator,
                machine);
    }

    /// Reads the identity of an agent that is to run here. One that names no machine yet names this
    /// one from now on.
    ///
    /// @param here this machine; null: not known, and then not compared
    /// @throws LinkException where it is another machine's: two with one identity would both obey
    public static Identity readHere(Path file, @Nullable String here) throws LinkException {
        var identity = read(file);
        if (here == null || here.equals(identity.machine())) {
            return identity;
        }
        if (identity.machine() != null) {
            throw new LinkException(
                    "the identity "
                            + file
                            + " was made for another machine; where this one is its clone, enrol it"
                            + " anew: towline-agent enrol --environment "
                            + identity.environment()
                            + " --token-file FILE");
        }
        var named = identity.on(here);
        named.write(file);
        return named;
    }

    private Identity on(String here) {
        return new Identity(agent, environment, token, coordinatorKey, coordinator, here);
    }

    /// Reads what `write` wrote.
    ///
    /// @throws LinkException where there is no such file, or it is not an identity
    public static Identity read(Path file) throws LinkException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new LinkException(
                        "could not read the identity " + file + ": larger than " + LARGEST);
            }
            var identity = Json.read(Files.readAllBytes(file), Identity.class);
            if (identity == null) {
                throw noIdentity(file);
            }
            return identity;
        } catch (JsonProcessingException _) {
            // Jackson's own message may quote the text, and with it the token.
            throw noIdentity(file);
        } catch (IOException e) {
            throw new LinkException("could not read the identity " + file + ": " + e, e);
        }
    }

    private static LinkException noIdentity(Path file) {
        return new LinkException(
                "could not read the identity " + file + ": it is not an identity's JSON");
    }

    /// Writes the file with mode 0600, durably and as a whole.
    ///
    /// @throws LinkException where it cannot be written
    public void write(Path file) throws LinkException {
        try {
            new DurableFile(file).write(Json.bytes(this));
        } catch (IOException e) {
            throw new LinkException("could not write the identity " + file + ": " + e, e);
        }
    }

    /// Leaves the token out.
    @Override
    public String toString() {
        return "Identity[agent="
                + agent
                + ", environment="
                + environment
                + ", coordinator="
                + coordinator
                + ", key="
                + coordinatorKey.id()
                + "]";
    }
}
