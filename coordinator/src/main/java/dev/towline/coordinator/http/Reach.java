package dev.towline.coordinator.http;

import dev.towline.ids.EnvironmentName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The environments that a credential is good for.
public sealed interface Reach {
    /// Stands for all environments, also those that are defined later; no environment's name.
    String EVERYWHERE = "*";

    /// Parts the names in one line.
    Pattern COMMA = Pattern.compile(",");

    boolean covers(EnvironmentName environment);

    /// As it is shown and stored: names in their order, or the one word for all.
    List<String> names();

    /// Every environment.
    record All() implements Reach {
        @Override
        public boolean covers(EnvironmentName environment) {
            return true;
        }

        @Override
        public List<String> names() {
            return List.of(EVERYWHERE);
        }
    }

    /// These environments, and no other.
    record Only(Set<EnvironmentName> environments) implements Reach {
        public Only {
            environments = Set.copyOf(environments);
        }

        @Override
        public boolean covers(EnvironmentName environment) {
            return environments.contains(environment);
        }

        @Override
        public List<String> names() {
            return environments.stream().map(EnvironmentName::value).sorted().toList();
        }
    }

    static Reach all() {
        return new All();
    }

    /// Reads what `text` wrote.
    static Reach parse(String text) {
        return text.equals(EVERYWHERE)
                ? all()
                : new Only(
                        COMMA.splitAsStream(text)
                                .map(EnvironmentName::new)
                                .collect(Collectors.toSet()));
    }

    /// On one line, as `production,staging` or `*`.
    default String text() {
        return String.join(",", names());
    }
}
