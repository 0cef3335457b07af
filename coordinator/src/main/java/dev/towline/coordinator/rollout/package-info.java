/// Progress of one deployment over an environment's VMs. Pure; imports `ids` and `wire`.
@NullMarked
package dev.towline.coordinator.rollout;

import org.jspecify.annotations.NullMarked;
