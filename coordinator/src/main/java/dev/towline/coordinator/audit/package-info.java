/// What was ordered, by whom, when and why. Has effects; imports `store` and `http`.
@NullMarked
package dev.towline.coordinator.audit;

import org.jspecify.annotations.NullMarked;
