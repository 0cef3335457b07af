package dev.towline.agent.project;

import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;

/// A commit with all that is needed to run it: its rendered project, its images by id, and its own
/// gates with every text interpolated. What was accepted once can be run again from this and the
/// release's folder alone, without coordinator, registry or git host.
///
/// @param generation the order that it was prepared for
public record Release(
        CommitSha sha, Generation generation, DesiredProject project, StackDescriptor stack) {}
