/// Shows what the agent knows: over HTTP on loopback, and as text.
///
/// The endpoint has effects, the text is pure. Imports `wire` and `ids`, never another package with
/// effects.
@NullMarked
package dev.towline.agent.status;

import org.jspecify.annotations.NullMarked;
