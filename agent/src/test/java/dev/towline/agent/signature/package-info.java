/// Tests of signatures, with what git and OpenSSH make.
@NullMarked
package dev.towline.agent.signature;

import org.jspecify.annotations.NullMarked;
