/// May this be deployed? Pure: request and facts give a decision. Imports `ids`.
@NullMarked
package dev.towline.coordinator.policy;

import org.jspecify.annotations.NullMarked;
