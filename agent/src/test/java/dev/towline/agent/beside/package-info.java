/// Side by side with Docker Compose itself: the same file, the same engine, and what both make of
/// it. The reference is a real `docker-compose`, whose path `TOWLINE_REFERENCE` says; where it is
/// missing these tests fail. May import `status`, `ids` and `wire` alone.
@NullMarked
package dev.towline.agent.beside;

import org.jspecify.annotations.NullMarked;
