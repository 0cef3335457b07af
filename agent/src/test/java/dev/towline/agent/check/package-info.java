/// Tests of the gates and guards, against real HTTP servers and containers made of paper.
@NullMarked
package dev.towline.agent.check;

import org.jspecify.annotations.NullMarked;
