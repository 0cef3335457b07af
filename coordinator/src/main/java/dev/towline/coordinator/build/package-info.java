/// What CI says of commits. Has effects; imports `store` and `http`.
@NullMarked
package dev.towline.coordinator.build;

import org.jspecify.annotations.NullMarked;
