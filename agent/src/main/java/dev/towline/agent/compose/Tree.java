package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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

    /// The same with each scalar exchanged for what the change makes of it; keys stay as they are.
    ///
    /// @param path where this tree stands
    default Tree eachScalar(TreePath path, BiFunction<Scalar, TreePath, Tree> change) {
        return switch (this) {
            case Scalar scalar -> change.apply(scalar, path);
            case Mapping mapping -> {
                var changed = new LinkedHashMap<String, Tree>();
                mapping.entries()
                        .forEach((key, it) ->
                                changed.put(key, it.eachScalar(path.key(key), change)));
                yield new Mapping(mapping.place(), changed);
            }
            case Sequence sequence -> {
                var changed = new ArrayList<Tree>();
                for (var item : sequence.items()) {
                    changed.add(item.eachScalar(path.item(changed.size()), change));
                }
                yield new Sequence(sequence.place(), changed);
            }
        };
    }
}
