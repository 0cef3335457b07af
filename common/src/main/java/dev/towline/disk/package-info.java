/// Small files that survive crashes and power cuts. Has effects; imports nothing of the project.
@NullMarked
package dev.towline.disk;

import org.jspecify.annotations.NullMarked;
