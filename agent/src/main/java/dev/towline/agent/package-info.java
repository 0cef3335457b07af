/// The agent's program: its settings, its commands' entry and the wiring of all packages.
@NullMarked
package dev.towline.agent;

import org.jspecify.annotations.NullMarked;
