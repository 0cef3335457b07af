/// Tests of the status, over real HTTP and against golden text.
@NullMarked
package dev.towline.agent.status;

import org.jspecify.annotations.NullMarked;
