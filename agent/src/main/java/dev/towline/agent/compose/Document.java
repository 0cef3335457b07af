package dev.towline.agent.compose;

/// One YAML document of a Compose file, its `!reset` values taken out.
///
/// @param resets what the document takes away from those before it
record Document(Tree tree, Resets resets) {}
