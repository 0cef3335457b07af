/// Documents signed with Ed25519 in DSSE envelopes, and who vouches for a coordinator's
/// certificate. Pure; imports nothing of the project.
@NullMarked
package dev.towline.trust;

import org.jspecify.annotations.NullMarked;
