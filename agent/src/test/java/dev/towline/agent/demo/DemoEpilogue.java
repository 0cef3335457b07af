package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.Screen.Tone;
import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What is to be seen at the end: what happened, and where to look.
final class DemoEpilogue {
    private final Screen screen;
    private final DemoSite site;

    DemoEpilogue(Screen screen, DemoSite site) {
        this.screen = screen;
        this.site = site;
    }

    void tell(List<String> deployments) {
        timeline(deployments);
        places();
        commands(deployments);
    }

    private void timeline(List<String> deployments) {
        screen.heading("What happened");
        screen.text(Tone.FAINT, row("environment", "commit", "outcome", "took") + "reason");
        deployments.forEach(id -> screen.text(row(site.operator().deployment(id))));
    }

    private String row(JsonNode deployment) {
        var outcome = deployment.path("outcome").asText();
        var failure = deployment.path("vms").path(0).path("reason").asText("");
        var sha = new CommitSha(deployment.path("sha").asText()).abbreviated();
        var row = row(deployment.path("environment").asText(), sha, outcome, took(deployment));
        return screen.toned(outcome.equals("accepted") ? Tone.GOOD : Tone.BAD, row)
                + (failure.isEmpty()
                        ? deployment.path("reason").asText()
                        : LiveDeployment.brief(failure));
    }

    private static String row(String environment, String sha, String outcome, String took) {
        return String.format(
                Locale.ROOT, "  %-11s  %-7s  %-11s  %6s  ", environment, sha, outcome, took);
    }

    private static String took(JsonNode deployment) {
        var from = Instant.parse(deployment.path("requestedAt").asText());
        var to = Instant.parse(deployment.path("endedAt").asText());
        return String.format(Locale.ROOT, "%.1f s", Screen.seconds(Duration.between(from, to)));
    }

    private void places() {
        screen.heading("Where to look");
        place("coordinator", site.address().toString());
        place("token", site.tokenFile().toString());
        for (var environment : DemoSite.ENVIRONMENTS) {
            var vm = site.vm(environment);
            place(environment, "agent      " + vm.agent().statusAddress());
            place("", "api        " + vm.api().at("/health"));
            place("", "dashboard  " + vm.dashboard().at("/"));
        }
    }

    private void place(String name, String address) {
        screen.text(String.format(Locale.ROOT, "  %-11s  %s", name, address));
    }

    private void commands(List<String> deployments) {
        var first = site.operator().deployment(deployments.getFirst()).path("sha").asText();
        screen.heading("To try");
        screen.text(
                """
                auth="Authorization: Bearer $(cat %1$s)"
                curl -H "$auth" %2$s/api/v1/environments/staging
                curl -H "$auth" %2$s/api/v1/deployments/%3$s/events
                curl -H "$auth" %2$s/api/v1/environments/staging/desired -X PUT \\
                  -d '{"sha": "%4$s", "confirm": "DEPLOY", "reason": "back to the first"}'
                curl %5$s\
                """
                        .formatted(
                                site.tokenFile(),
                                site.address(),
                                deployments.get(2),
                                first,
                                site.vm("staging").agent().statusAddress())
                        .indent(2)
                        .stripTrailing());
    }
}
