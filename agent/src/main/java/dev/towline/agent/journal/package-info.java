/// What the agent must remember over a restart, durably. Reads and writes its own folder only;
/// imports `project`, `wire` and `ids`.
@NullMarked
package dev.towline.agent.journal;

import org.jspecify.annotations.NullMarked;
