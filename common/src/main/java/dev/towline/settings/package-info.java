/// Settings from a YAML file and the environment, with all that is wrong told at once, and what
/// they name: durations, sizes, URLs, authorities. Reads files; imports nothing of the project.
@NullMarked
package dev.towline.settings;

import org.jspecify.annotations.NullMarked;
