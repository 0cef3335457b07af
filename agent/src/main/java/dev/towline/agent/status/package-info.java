/// Shows what the agent knows: over HTTP on loopback, and as text.
///
/// The endpoint has effects, the text is pure. Imports `wire`, `ids`, `reconcile`, and what a pass
/// over a folder needs: `compose`, `docker` and `lock`.
@NullMarked
package dev.towline.agent.status;

import org.jspecify.annotations.NullMarked;
