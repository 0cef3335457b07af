package dev.towline.agent.plan;

/// How far a release has come, which decides what may happen to the containers beside it.
public enum Stage {
    /// Not accepted yet: what it replaces is stopped, fenced and kept, and its own new containers
    /// carry the restart policy `no`, so that a reboot starts nothing by itself.
    TRIAL,
    /// Accepted: containers carry their declared restart policy, what was replaced is removed.
    SETTLED,
    /// Accepted before, and looked after between deployments: each place on its own, and what
    /// others run is left to them.
    KEPT,
    /// The same, but a person released what others did: it is brought back too.
    RECLAIMED;

    /// Between deployments nothing is made anew as one.
    boolean betweenDeployments() {
        return this == KEPT || this == RECLAIMED;
    }
}
