/// Wakes those who wait for news, and keeps the newest order and the holds of each environment in
/// memory. No I/O; imports `ids` and `wire`.
@NullMarked
package dev.towline.coordinator.watch;

import org.jspecify.annotations.NullMarked;
