package dev.towline.agent.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a commit says about its own deployment: `towline.yml`, with every default filled in.
///
/// Texts are as written: `${TOWLINE_SHA}` and the like are not replaced yet.
///
/// @param stable how long every container must run without a restart before acceptance
public record StackDescriptor(
        ComposeFiles compose,
        Map<String, String> variables,
        List<Guard> guards,
        List<Hook> before,
        List<Hook> after,
        List<Health> health,
        Duration stable,
        List<Contract> contracts,
        Rollback rollback) {
    public StackDescriptor {
        variables = Map.copyOf(variables);
        guards = List.copyOf(guards);
        before = List.copyOf(before);
        after = List.copyOf(after);
        health = List.copyOf(health);
        contracts = List.copyOf(contracts);
    }

    /// Which Compose project it is.
    ///
    /// @param files relative to the project folder; empty: Compose's default names
    /// @param project null: as Compose names it
    public record ComposeFiles(
            List<String> files, @Nullable String project, List<String> profiles) {
        public ComposeFiles {
            files = List.copyOf(files);
            profiles = List.copyOf(profiles);
        }
    }

    /// A command in a running container that says whether a deployment may start.
    ///
    /// @param busy the exit codes that mean: later
    public record Guard(String service, List<String> command, Duration timeout, Set<Integer> busy) {
        public Guard {
            command = List.copyOf(command);
            busy = Set.copyOf(busy);
        }
    }

    /// A command in a container before the switch, or after acceptance.
    ///
    /// @param idempotent it may be run again when it was started and not seen to finish
    public record Hook(String service, List<String> command, Duration timeout, boolean idempotent) {
        public Hook {
            command = List.copyOf(command);
        }
    }

    /// An HTTP answer that names the running release.
    ///
    /// @param timeout as long as it may take to become healthy
    /// @param expect keys of the answer's JSON object, dotted for inner ones, and their wanted
    ///   values
    public record Health(String url, Duration timeout, Map<String, String> expect) {
        public Health {
            expect = Map.copyOf(expect);
        }
    }

    /// A command in a container that says whether the data contracts hold.
    ///
    /// @param report a file in the container that the command writes its JSON report to
    /// @param required false: a failure is a warning
    public record Contract(
            String service,
            List<String> command,
            @Nullable String report,
            Duration timeout,
            boolean required) {
        public Contract {
            command = List.copyOf(command);
        }
    }

    /// What happens when a gate fails.
    public enum Rollback {
        AUTO,
        MANUAL
    }
}
