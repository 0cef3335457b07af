@NullMarked
package dev.towline.coordinator;

import org.jspecify.annotations.NullMarked;
