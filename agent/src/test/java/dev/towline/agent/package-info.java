/// Tests of the agent's program.
@NullMarked
package dev.towline.agent;

import org.jspecify.annotations.NullMarked;
