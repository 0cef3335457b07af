package dev.towline.coordinator.notify;

import java.util.EnumSet;
import java.util.Set;

/// In which form a receiver is told.
enum Kind {
    /// Our own JSON, signed.
    GENERIC,
    /// An incoming webhook of Slack.
    SLACK,
    /// A workflow of Microsoft Teams that is started by a webhook request.
    TEAMS,
    /// Commit statuses at GitHub, or at what speaks as it does.
    GITHUB;

    /// What such a receiver can be told.
    Set<Topic> topics() {
        return this == GITHUB ? Topic.OF_DEPLOYMENTS : EnumSet.complementOf(EnumSet.of(Topic.PING));
    }

    /// What it is told unless it is said.
    Set<Topic> usualTopics() {
        return switch (this) {
            case GENERIC, GITHUB -> topics();
            case SLACK, TEAMS ->
                    EnumSet.complementOf(
                            EnumSet.of(
                                    Topic.PING,
                                    Topic.DEPLOYMENT_ORDERED,
                                    Topic.DEPLOYMENT_STARTED));
        };
    }
}
