package dev.towline.agent.beside;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What came of one project in both worlds; everything is empty where all is well.
///
/// @param differences between the containers, networks and volumes of the two
/// @param planned what the agent would still do to what Docker Compose brought up
/// @param crossing what Docker Compose does to, or cannot do with, what the agent brought up
record Comparison(List<String> differences, List<String> planned, List<String> crossing) {

    static Comparison of(Path folder, Reference reference) {
        try (var site = Site.of(folder)) {
            reference.up(site).well();
            var theirs = World.of(site);
            var planned = planned(site);
            Docker.clean(site.name());
            var applied = Towline.apply(site);
            if (applied.code() != 0) {
                var failed = List.of("apply failed: " + applied.err().strip());
                return new Comparison(failed, planned, failed);
            }
            var ours = World.of(site);
            return new Comparison(
                    ours.differencesFrom(theirs, reference.edition()),
                    planned,
                    crossing(site, ours, reference));
        }
    }

    private static List<String> planned(Site site) {
        var plan = Towline.plan(site);
        var lines = new ArrayList<>(plan.out().lines().toList());
        if (plan.code() != 0) {
            lines.add("plan failed: " + plan.err().strip());
        }
        return lines;
    }

    private static List<String> crossing(Site site, World ours, Reference reference) {
        var lines = new ArrayList<String>();
        if (reference.edition().knowsTowlinesHash()) {
            up(site, ours, reference, lines);
        }
        var listed =
                reference.run(site, "ps", "-a", "--format", "{{.Name}}").out().lines().sorted();
        if (!listed.toList().equals(List.copyOf(ours.ids().keySet()))) {
            lines.add("ps does not list what is there");
        }
        if (reference.run(site, "logs").code() != 0) {
            lines.add("logs failed");
        }
        var filter = "name=^" + site.name() + "$";
        if (!reference
                .run("ls", "-a", "-q", "--filter", filter)
                .out()
                .strip()
                .equals(site.name())) {
            lines.add("ls does not list the project");
        }
        down(site, reference, lines);
        return lines;
    }

    private static void up(Site site, World ours, Reference reference, List<String> lines) {
        var up = reference.up(site);
        var after = World.of(site).ids();
        if (up.code() != 0 || !after.equals(ours.ids())) {
            lines.add("up replaced containers: " + ours.ids() + " -> " + after + "\n" + up.err());
        }
    }

    private static void down(Site site, Reference reference, List<String> lines) {
        var down = reference.run(site, "down", "-v", "-t", "1");
        if (isStuck(site, down)) {
            down = reference.run(site, "down", "-v", "-t", "1");
        }
        boolean stuck = isStuck(site, down);
        if (down.code() != 0 && !stuck) {
            lines.add("down failed: " + down.err());
        }
        if (!Docker.containers(site.name()).isEmpty()
                || (!stuck && !Docker.networks(site.name()).isEmpty())
                || !Docker.volumes(site.name()).isEmpty()) {
            lines.add("down left something behind: " + down.err());
        }
    }

    /// Whether all containers are gone and the engine keeps a network for one that is no more: see
    /// [Docker#removeNetwork]. Docker Compose fails then, whoever made the network.
    private static boolean isStuck(Site site, Program.Ended down) {
        return down.code() != 0
                && Docker.isStuck(down.err())
                && Docker.containers(site.name()).isEmpty()
                && !Docker.isAttached(site.name());
    }
}
