/// Holds that people put on environments and VMs from afar. Has effects; imports `store`, `http`,
/// `audit`, `environment` and `watch`.
@NullMarked
package dev.towline.coordinator.hold;

import org.jspecify.annotations.NullMarked;
