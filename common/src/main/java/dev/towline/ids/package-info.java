/// The identifiers that cross the wire. Pure; imports nothing of the project.
@NullMarked
package dev.towline.ids;

import org.jspecify.annotations.NullMarked;
