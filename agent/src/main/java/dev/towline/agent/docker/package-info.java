/// Acts on the Docker Engine and looks at it. Has effects; imports `ids`, `project` and `plan`, and
/// is the only package that knows docker-java.
///
/// Nothing in here can remove a volume, and nothing may be added that can: a test reads the sources
/// for it. Every call has a deadline.
@NullMarked
package dev.towline.agent.docker;

import org.jspecify.annotations.NullMarked;
