/// Progress of one deployment over an environment's VMs. Pure; imports `wire`.
@NullMarked
package dev.towline.coordinator.rollout;

import org.jspecify.annotations.NullMarked;
