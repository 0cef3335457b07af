/// Tests of the link, against real HTTP servers and files.
@NullMarked
package dev.towline.agent.link;

import org.jspecify.annotations.NullMarked;
