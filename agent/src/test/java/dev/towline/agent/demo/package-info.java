/// The world that demo, benchmark and end-to-end tests run in: a registry, a git server, images and
/// commits made on the spot, and the programs as processes of their own. Only loopback, nothing
/// from outside. Imports `ids` and `wire` alone; the benchmark also the parts that it measures in
/// its own process.
@NullMarked
package dev.towline.agent.demo;

import org.jspecify.annotations.NullMarked;
