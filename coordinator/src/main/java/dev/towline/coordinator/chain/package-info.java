/// The form of the audit log's chain: what is hashed, and how a chain is checked. Pure; imports
/// `wire` only, so that the store's migration and the audit log share it.
@NullMarked
package dev.towline.coordinator.chain;

import org.jspecify.annotations.NullMarked;
