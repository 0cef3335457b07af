/// Tests of what the fleet's packages keep, without HTTP.
@NullMarked
package dev.towline.coordinator.fleet;

import org.jspecify.annotations.NullMarked;
