/// Copies of the store: made by order and by schedule, and put back. Has effects; imports `store`,
/// `http`, `audit` and `deployment`.
@NullMarked
package dev.towline.coordinator.backup;

import org.jspecify.annotations.NullMarked;
