/// Tests of the locks, some with processes of their own.
@NullMarked
package dev.towline.agent.lock;

import org.jspecify.annotations.NullMarked;
