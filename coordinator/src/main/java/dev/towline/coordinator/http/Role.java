package dev.towline.coordinator.http;

import java.util.Locale;

/// A set of permissions that a person's or a pipeline's token carries.
public enum Role {
    VIEWER,
    CI,
    DEPLOYER,
    ADMIN;

    public boolean has(Permission permission) {
        return switch (permission) {
            case NONE, READ -> true;
            case REGISTER_BUILD -> this == CI || this == ADMIN;
            case DEPLOY -> this == DEPLOYER || this == ADMIN;
            case ADMINISTER -> this == ADMIN;
            case AGENT -> false;
        };
    }

    /// The form on the wire, as `admin`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
