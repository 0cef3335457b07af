package dev.towline.coordinator.http;

import dev.towline.wire.Problem;

/// A request that would have changed something, had it not been refused.
///
/// @param from the address that it came from
/// @param request method and path, of bounded length
/// @param reason what the body gave as one; of bounded length
public record Refused(Caller caller, String from, String request, String reason, Problem problem) {}
