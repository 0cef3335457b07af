package dev.towline.agent.project;

import java.time.Instant;

/// What a container is doing, in the engine's words.
public sealed interface ContainerState {

    /// Made, never started.
    record Created() implements ContainerState {}

    /// Its main process runs.
    record Running(Health health, Instant since) implements ContainerState {}

    /// Died, and the engine is about to start it again.
    record Restarting(int exitCode) implements ContainerState {}

    /// Its processes are frozen.
    record Paused() implements ContainerState {}

    /// Ended by itself, or was stopped.
    ///
    /// @param outOfMemory the kernel killed it
    record Exited(int exitCode, boolean outOfMemory) implements ContainerState {}

    /// Being removed.
    record Gone() implements ContainerState {}

    /// Half removed: the engine could not finish it. It never runs again, but keeps its name.
    record Dead() implements ContainerState {}

    /// What the container's own health check says.
    enum Health {
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /// Its processes run, or may run again in a moment.
    default boolean alive() {
        return switch (this) {
            case Running _, Restarting _, Paused _ -> true;
            case Created _, Exited _, Gone _, Dead _ -> false;
        };
    }

    /// Whether it can still become what somebody wants.
    default boolean usable() {
        return !(this instanceof Gone) && !(this instanceof Dead);
    }

    /// The engine's word for it.
    default String word() {
        return switch (this) {
            case Created _ -> "created";
            case Running _ -> "running";
            case Restarting _ -> "restarting";
            case Paused _ -> "paused";
            case Exited _ -> "exited";
            case Gone _ -> "gone";
            case Dead _ -> "dead";
        };
    }

    default Health health() {
        return this instanceof Running running ? running.health() : Health.NONE;
    }
}
