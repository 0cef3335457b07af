/// Tests of what a stack may do on a VM: each rule refuses one, and lets one pass.
@NullMarked
package dev.towline.agent.policy;

import org.jspecify.annotations.NullMarked;
