/// Orders and what became of them. Has effects; the hub of `policy`, `rollout`, `environment`,
/// `build`, `watch` and `audit`.
@NullMarked
package dev.towline.coordinator.deployment;

import org.jspecify.annotations.NullMarked;
