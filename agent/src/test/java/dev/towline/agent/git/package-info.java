/// Tests against real git servers.
@NullMarked
package dev.towline.agent.git;

import org.jspecify.annotations.NullMarked;
