@NullMarked
package dev.towline.logging;

import org.jspecify.annotations.NullMarked;
