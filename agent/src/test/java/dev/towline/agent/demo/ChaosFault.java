package dev.towline.agent.demo;

import java.util.function.Consumer;

/// Something that goes wrong on a VM, or around it, and what was done about it by whoever would do
/// so: a supervisor starts a dead process again, a server comes back, a person puts a file back.
///
/// @param kind as the figures name it
/// @param strike does it, and undoes what somebody would undo
record ChaosFault(String kind, Family family, Consumer<ChaosPlace> strike) {

    /// What it is about.
    enum Family {
        AGENT,
        COORDINATOR,
        ENGINE,
        CONTAINER,
        NETWORK,
        DISK,
        CLOCK,
        RIVAL
    }

    /// Whether somebody else wrote to the stack: then it may wait for the next deployment.
    boolean rival() {
        return family == Family.RIVAL;
    }
}
