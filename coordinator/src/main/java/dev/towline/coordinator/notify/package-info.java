/// Tells people and machines what happens: receivers of each environment, what is still to be told
/// to them, and the sending of it. Has effects; imports `ids`, `wire`, `store`, `http` and `audit`,
/// so that every package that has something to tell may import it.
@NullMarked
package dev.towline.coordinator.notify;

import org.jspecify.annotations.NullMarked;
