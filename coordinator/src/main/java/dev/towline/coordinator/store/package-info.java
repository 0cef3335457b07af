/// SQLite behind one writer thread and a few readers. Has effects; imports nothing of the project,
/// and is the only place, beside each `*Store`, that may know `java.sql`.
@NullMarked
package dev.towline.coordinator.store;

import org.jspecify.annotations.NullMarked;
