/// Compose files with Docker Compose's own answers, and what `towline-agent config` makes of them.
@NullMarked
package dev.towline.agent.compose.cases;

import org.jspecify.annotations.NullMarked;
