/// The way to the coordinator: enrolment, orders in, reports out.
///
/// Has effects: HTTP, and the files that must survive a kill (identity, outcomes not yet reported).
/// Imports `trust`, `wire` and `ids`, never another package with effects. Nothing of an order is
/// believed before its signature was.
@NullMarked
package dev.towline.agent.link;

import org.jspecify.annotations.NullMarked;
