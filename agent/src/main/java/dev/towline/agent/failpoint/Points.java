package dev.towline.agent.failpoint;

/// Passed one after the other.
@FunctionalInterface
interface Points {

    /// May not return.
    ///
    /// @param name what was just done or comes next, without what differs from run to run
    void pass(String name);
}
