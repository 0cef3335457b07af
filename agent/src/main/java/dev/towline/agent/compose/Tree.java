package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML document of which every part knows its line. A mapping's value stands where its key does.
sealed interface Tree {
    Place place();

    /// The same, standing somewhere else: an alias.
    Tree at(Place other);

    /// Keys and values in the file's order.
    record Mapping(Place place, Map<String, Tree> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Mapping at(Place other) {
            return new Mapping(other, entries);
        }
    }

    /// A list.
    record Sequence(Place place, List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Sequence at(Place other) {
            return new Sequence(other, items);
        }
    }

    /// A text, number, boolean or null.
    record Scalar(Place place, JsonNode value) implements Tree {
        @Override
        public Scalar at(Place other) {
            return new Scalar(other, value);
        }
    }
}
