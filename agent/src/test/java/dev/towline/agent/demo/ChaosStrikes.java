package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What a rival did to containers, and whether anybody was told: the coordinator, by an event of
/// the deployment under way, or whoever reads the agent's log, by what it healed.
final class ChaosStrikes {
    private static final List<String> OF_A_DEPLOYMENT =
            List.of("not by this deployment: ", "somebody took it away: ", "No such container");

    private final TestSite site;
    private final List<String> untold = new ArrayList<>();
    private int made;
    private long read;

    ChaosStrikes(TestSite site) {
        this.site = site;
    }

    /// From here on the agent's log counts.
    void begin() {
        read = site.agent().log().length();
    }

    /// @param struck the names of the containers at that moment
    void judge(Collection<String> struck, String deployment) {
        if (struck.isEmpty()) {
            return;
        }
        var told = told(deployment);
        made += struck.size();
        struck.stream()
                .map(ChaosStrikes::place)
                .filter(it -> told.stream().noneMatch(line -> line.contains(it)))
                .forEach(it -> untold.add(it + " in " + deployment));
    }

    // Of api-1.towline-next-0a1b2c3d: api-1.
    private static String place(String container) {
        return container.replaceFirst("\\.towline-.*", "");
    }

    private List<String> told(String deployment) {
        var events =
                site.events(deployment).stream()
                        .map(JsonNode::toString)
                        .filter(it -> OF_A_DEPLOYMENT.stream().anyMatch(it::contains));
        var log = site.agent().log();
        var healed =
                log.substring((int) Math.min(read, log.length()))
                        .lines()
                        .filter(it -> it.contains(" Healing ") || it.contains("status=DEGRADED"));
        return Stream.concat(events, healed).toList();
    }

    int made() {
        return made;
    }

    /// Of those that nobody was told of.
    List<String> untold() {
        return List.copyOf(untold);
    }
}
