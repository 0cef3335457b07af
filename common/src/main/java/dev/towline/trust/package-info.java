/// Documents signed with Ed25519 in DSSE envelopes. Pure; imports nothing of the project.
@NullMarked
package dev.towline.trust;

import org.jspecify.annotations.NullMarked;
