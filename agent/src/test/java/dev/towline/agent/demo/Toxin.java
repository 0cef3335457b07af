package dev.towline.agent.demo;

/// What a network does to those who use it.
enum Toxin {
    NONE,
    /// Nothing gets through.
    CUT,
    /// Everything takes its time.
    DELAYED,
    /// Every request is answered with HTTP status 500.
    ERROR,
    /// Every request is answered with bytes that mean nothing.
    GARBAGE,
    /// The connection is reset in the middle of the answer.
    HALF
}
