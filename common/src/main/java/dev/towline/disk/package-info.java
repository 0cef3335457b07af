/// Small files that survive crashes and power cuts, and the programs that make disks do so. Has
/// effects; imports nothing of the project.
@NullMarked
package dev.towline.disk;

import org.jspecify.annotations.NullMarked;
