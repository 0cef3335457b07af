/// Who may write: the locks of this machine, each held by one process at most and free as soon as
/// that process is gone. Reads and writes its own folder only; imports `wire` and `disk`.
@NullMarked
package dev.towline.agent.lock;

import org.jspecify.annotations.NullMarked;
