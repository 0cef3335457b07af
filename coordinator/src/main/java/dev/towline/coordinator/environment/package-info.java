/// Environments: a repository, a branch, stack defaults and a policy. Has effects; imports `store`,
/// `http`, `audit`, `watch` and `policy`.
@NullMarked
package dev.towline.coordinator.environment;

import org.jspecify.annotations.NullMarked;
