package dev.towline.coordinator.notify;

/// Something that has become so. Its components are what a receiver gets as `data`.
public sealed interface Fact permits DeploymentFact, DriftFact, HoldFact, PresenceFact, PingFact {
    Topic topic();

    Level level();

    /// One line in words, without the environment's name.
    String text();
}
