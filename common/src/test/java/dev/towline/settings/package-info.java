/// Tests of the settings, with real files.
@NullMarked
package dev.towline.settings;

import org.jspecify.annotations.NullMarked;
