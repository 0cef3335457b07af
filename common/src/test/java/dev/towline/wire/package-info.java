/// Tests of what crosses the wire.
@NullMarked
package dev.towline.wire;

import org.jspecify.annotations.NullMarked;
