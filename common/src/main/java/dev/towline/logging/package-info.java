/// How both programs write their log. Writes to standard error; imports nothing of the project.
@NullMarked
package dev.towline.logging;

import org.jspecify.annotations.NullMarked;
