package dev.towline.coordinator.http;

import java.util.List;

/// A package's part of the interface.
@FunctionalInterface
public interface Routes {
    List<Route> routes();
}
