package dev.towline.agent.project;

/// A container that ran before the first deployment: what it takes to bring it back should that
/// deployment fail.
///
/// @param restart its restart policy before it was fenced
public record AdoptedContainer(String id, String name, RestartPolicy restart) {}
