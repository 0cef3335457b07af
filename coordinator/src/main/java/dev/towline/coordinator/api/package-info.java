/// The description of the whole interface, in OpenAPI 3.1: `GET /api/v1/openapi`. Its parts are
/// YAML files beside this package's classes, written by hand and held to the routes by a test.
/// Imports `http` and `wire`.
@NullMarked
package dev.towline.coordinator.api;

import org.jspecify.annotations.NullMarked;
