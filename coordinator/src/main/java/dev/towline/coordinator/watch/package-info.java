/// Wakes those who wait for news, and keeps the newest order of each environment in memory. No I/O;
/// imports `ids`.
@NullMarked
package dev.towline.coordinator.watch;

import org.jspecify.annotations.NullMarked;
