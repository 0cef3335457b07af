@NullMarked
package dev.towline.agent.failpoint;

import org.jspecify.annotations.NullMarked;
