package dev.towline.agent.journal;

import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What an agent remembers of keeping one accepted release, over its own restarts. Lost, it only
/// begins to count anew.
///
/// @param generation of the release: another one begins with an empty memory
/// @param tries by service, how often it was healed in a row
/// @param left what is left to people, and since when
/// @param settled by container's id, what people can change of it, as it was when nothing was to be
///   done about it
public record Keeping(
        Generation generation,
        Map<String, Tries> tries,
        Map<String, Instant> left,
        Map<String, Map<String, String>> settled) {

    /// How often in a row, and when last.
    public record Tries(int count, Instant last) {}

    public Keeping {
        tries = Map.copyOf(tries);
        left = Map.copyOf(left);
        settled = Map.copyOf(settled);
    }

    public static Keeping none(Generation generation) {
        return new Keeping(generation, Map.of(), Map.of(), Map.of());
    }

    /// One more.
    public Keeping tried(String service, Instant now) {
        var all = new LinkedHashMap<>(tries);
        all.merge(service, new Tries(1, now), (it, _) -> new Tries(it.count() + 1, now));
        return new Keeping(generation, all, left, settled);
    }

    /// Only those of these services still count.
    public Keeping countingOnly(Set<String> services) {
        var all = new LinkedHashMap<>(tries);
        all.keySet().retainAll(services);
        return new Keeping(generation, all, left, settled);
    }

    public Keeping leaving(Map<String, Instant> what) {
        return new Keeping(generation, tries, what, settled);
    }

    public Keeping settledAs(Map<String, Map<String, String>> containers) {
        return new Keeping(generation, tries, left, containers);
    }
}
