/// What a Compose project should be and what was observed of it. Pure; imports `ids`.
@NullMarked
package dev.towline.agent.project;

import org.jspecify.annotations.NullMarked;
