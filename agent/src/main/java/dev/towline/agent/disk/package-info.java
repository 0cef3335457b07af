/// The file systems of this VM: made durable, and measured. Has effects; starts coreutils' programs
/// and imports nothing of the agent.
@NullMarked
package dev.towline.agent.disk;

import org.jspecify.annotations.NullMarked;
