package dev.towline.agent.beside;

import dev.towline.agent.beside.World.Life;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// A project, and one thing that is changed about it while it runs.
///
/// @param deliberate what the agent makes of it, where that is not what Docker Compose makes of it
record Transition(
        String name,
        Map<String, String> files,
        Consumer<Site> change,
        Optional<Deliberate> deliberate) {

    /// @param fates by container name without the project's
    /// @param reason why Towline does otherwise; `docs/compose.md` says the same to users
    record Deliberate(Map<String, Fate> fates, String reason) {}

    static Transition of(String name, Map<String, String> files, Consumer<Site> change) {
        return new Transition(name, files, change, Optional.empty());
    }

    Transition deliberately(Map<String, Fate> fates, String reason) {
        return new Transition(name, files, change, Optional.of(new Deliberate(fates, reason)));
    }

    @Override
    public String toString() {
        return name;
    }

    /// What came of it in one world.
    ///
    /// @param world brings a site up, again and again
    Outcome in(Function<Site, Program.Ended> world) {
        try (var site = Site.of(files)) {
            Docker.run("tag", Images.REPOSITORY + ":one", site.name() + ":moving");
            try {
                world.apply(site).well();
                var before = World.lives(site);
                change.accept(site);
                return Outcome.of(world.apply(site), before, World.lives(site));
            } finally {
                Docker.run("image", "rm", "-f", site.name() + ":moving");
            }
        }
    }

    /// How a world took the change.
    ///
    /// @param fates by container name without the project's; of `apply` too, where it was refused
    /// @param words why
    record Outcome(Map<String, Fate> fates, String words) {
        private static Outcome of(
                Program.Ended ended, Map<String, Life> before, Map<String, Life> after) {
            var fates = new TreeMap<>(Fate.between(before, after));
            if (ended.code() != 0) {
                fates.put("apply", Fate.REFUSED);
            }
            return new Outcome(fates, ended.err());
        }
    }
}
