/// Ends this process, for tests, between two effects. Has effects; decorates the ports of the
/// packages that have them, and is imported by `Agent` only.
@NullMarked
package dev.towline.agent.failpoint;

import org.jspecify.annotations.NullMarked;
