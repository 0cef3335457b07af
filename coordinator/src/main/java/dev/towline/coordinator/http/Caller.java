package dev.towline.coordinator.http;

import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;

/// Who a request comes from.
public sealed interface Caller {

    boolean may(Permission permission);

    /// Whether the caller has to do with this environment.
    boolean reaches(EnvironmentName environment);

    /// How the caller is written down, as `alice (token 0f3a…)`.
    String name();

    /// Someone without a token.
    record Anyone() implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE;
        }

        @Override
        public boolean reaches(EnvironmentName environment) {
            return false;
        }

        @Override
        public String name() {
            return "anyone";
        }
    }

    /// A person or a pipeline with a token of ours.
    ///
    /// @param token its id
    record Person(String token, String name, Role role, Reach reach) implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE || role.has(permission);
        }

        @Override
        public boolean reaches(EnvironmentName environment) {
            return reach.covers(environment);
        }
    }

    /// A workflow that somebody else vouches for.
    ///
    /// @param issuer who that is, as it is called here
    /// @param workflow the same in each run, as `acme/shop@refs/heads/main`
    /// @param run as `run 42 attempt 1`
    record Workflow(String issuer, String workflow, String run, Role role, Reach reach)
            implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE || role.has(permission);
        }

        @Override
        public boolean reaches(EnvironmentName environment) {
            return reach.covers(environment);
        }

        @Override
        public String name() {
            return workflow + " " + run;
        }
    }

    /// An enrolled agent; it has to do with its own environment only.
    record Agent(AgentId id, EnvironmentName environment) implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE || permission == Permission.AGENT;
        }

        @Override
        public boolean reaches(EnvironmentName other) {
            return environment.equals(other);
        }

        @Override
        public String name() {
            return "agent " + id;
        }
    }
}
