/// Decides what may be done now to bring an observed project to the desired one. Pure; imports
/// `project` and `ids`.
@NullMarked
package dev.towline.agent.plan;

import org.jspecify.annotations.NullMarked;
