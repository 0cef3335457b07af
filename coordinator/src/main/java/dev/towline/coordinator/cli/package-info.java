/// The coordinator's command line: the only place that ends the process.
@NullMarked
package dev.towline.coordinator.cli;

import org.jspecify.annotations.NullMarked;
