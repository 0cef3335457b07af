package dev.towline.agent.project;

/// A network that exists.
public record ObservedNetwork(String id, String name) {}
