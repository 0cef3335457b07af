package dev.towline.agent.plan;

/// What came of a step; each message is the engine's own, without the step.
public sealed interface StepOutcome {

    /// The engine did it, or it was so already.
    record Done() implements StepOutcome {}

    /// The engine answered that it cannot: the stack is wrong, or somebody changed it meanwhile.
    record Refused(String message) implements StepOutcome {}

    /// The engine cannot, whatever the stack is like: it has lost count of what it has itself.
    record EngineAtFault(String message) implements StepOutcome {}

    /// The engine did not answer in time or at all: whether it was done is unknown until the next
    /// look.
    record Unknown(String message) implements StepOutcome {}
}
