package dev.towline.agent.project;

import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import org.jspecify.annotations.Nullable;

/// Which order made a container; written on it as labels.
///
/// @param sha null where a folder was applied without a coordinator
public record Origin(EnvironmentName environment, Generation generation, @Nullable CommitSha sha) {}
