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

    /// A person or a pipeline.
    ///
    /// @param token its id; for a token that somebody else issued, who that is
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
