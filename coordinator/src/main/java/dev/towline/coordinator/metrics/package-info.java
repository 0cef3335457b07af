/// What Prometheus is told: `GET /metrics`.
///
/// What the store or the signals know is read at each scrape, so it is right after a restart, too;
/// only durations and what happens between scrapes is counted here. Labels are bounded: an
/// environment, a VM that is enrolled, or one of a few words; never a commit or what a person
/// wrote. Imports `store`, `watch`, `fleet`, `environment`, `deployment`, `http`; the only place
/// that knows the Prometheus client.
@NullMarked
package dev.towline.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
