/// May this be deployed? Pure: request, policy, facts and time give a decision. Imports `ids` and
/// `wire`.
@NullMarked
package dev.towline.coordinator.policy;

import org.jspecify.annotations.NullMarked;
