/// Compose files to a desired project: YAML, interpolation, checks, normalisation to the canonical
/// form of `docker compose config --format json`. Also the stack descriptor `towline.yml`.
///
/// Pure but for reading files, which only `ReleaseFiles` does. The process environment is never
/// read: a variable of somebody's shell must not win over what a release says. Imports `ids` and
/// `project`.
@NullMarked
package dev.towline.agent.compose;

import org.jspecify.annotations.NullMarked;
