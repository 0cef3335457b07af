/// What crosses the wire between coordinator, agents and people, and its one JSON form. Pure;
/// imports `ids`.
@NullMarked
package dev.towline.wire;

import org.jspecify.annotations.NullMarked;
