/// What both programs need to tell Prometheus something. No I/O; imports nothing of ours.
@NullMarked
package dev.towline.metrics;

import org.jspecify.annotations.NullMarked;
