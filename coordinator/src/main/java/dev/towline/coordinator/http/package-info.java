/// The one way in and out by HTTP: routes with their permission, request bodies, answers and
/// problems. Has effects; imports `ids`, `wire` and `store`, and is the only place that knows
/// Helidon.
@NullMarked
package dev.towline.coordinator.http;

import org.jspecify.annotations.NullMarked;
