package dev.towline.coordinator.policy;

/// What a person may do about deployments; each may do what the one before may.
public enum Rank {
    DEPLOYER,
    ADMIN;

    public boolean reaches(Rank wanted) {
        return compareTo(wanted) >= 0;
    }
}
