package dev.towline.agent.compose;

import java.util.List;

/// One YAML document of a Compose file, its `!reset` values taken out.
///
/// @param resets what the document takes away from those before it
/// @param tags those that Compose does not know, which change nothing
record Document(Tree tree, Resets resets, List<Tag> tags) {
    Document {
        tags = List.copyOf(tags);
    }

    /// A tag and where it stands.
    record Tag(Place place, String name) {}
}
