/// What a stack may do on this VM, by the word of those who own the VM and not of those who write
/// the stack. Pure; imports `project`.
@NullMarked
package dev.towline.agent.policy;

import org.jspecify.annotations.NullMarked;
