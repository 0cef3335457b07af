/// Who may do what: tokens, roles and the first administrator. Has effects; imports `store`, `http`
/// and `audit`.
@NullMarked
package dev.towline.coordinator.access;

import org.jspecify.annotations.NullMarked;
