package dev.towline.coordinator.http;

import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;

/// Who a request comes from.
public sealed interface Caller {

    boolean may(Permission permission);

    /// How the caller is written down, as `alice (token 0f3a…)`.
    String name();

    /// Someone without a token.
    record Anyone() implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE;
        }

        @Override
        public String name() {
            return "anyone";
        }
    }

    /// A person or a pipeline.
    record Person(String token, String name, Role role) implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE || role.has(permission);
        }
    }

    /// An enrolled agent; it has to do with its own environment only.
    record Agent(AgentId id, EnvironmentName environment) implements Caller {
        @Override
        public boolean may(Permission permission) {
            return permission == Permission.NONE || permission == Permission.AGENT;
        }

        @Override
        public String name() {
            return "agent " + id;
        }
    }
}
