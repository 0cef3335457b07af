/// The agents: enrolment, their orders and their reports. Has effects; imports `deployment`,
/// `environment`, `access`, `watch` and `audit`.
@NullMarked
package dev.towline.coordinator.fleet;

import org.jspecify.annotations.NullMarked;
