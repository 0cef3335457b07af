package dev.towline.agent.status;

import dev.towline.agent.reconcile.Tally;
import dev.towline.wire.Status;

/// What is known of an environment: its status, and what was counted in it.
public record Shown(Status status, Tally tally) {}
