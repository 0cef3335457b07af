/// Gates and guards: does the release answer, is its contract kept, may a deployment start?
///
/// Has effects: HTTP to the stack, and commands in containers through interfaces that the caller
/// supplies. Imports `project`, `wire` and `ids`, never another package with effects.
@NullMarked
package dev.towline.agent.check;

import org.jspecify.annotations.NullMarked;
