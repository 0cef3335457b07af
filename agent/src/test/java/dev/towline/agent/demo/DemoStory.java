package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.Screen.Tone;
import dev.towline.ids.CommitSha;
import java.util.ArrayList;
import java.util.List;

/// The main job, told: three commits on their way over staging to production, of which the second
/// does not get there.
final class DemoStory {
    private final Screen screen;
    private final DemoSite site;
    private final List<String> deployments = new ArrayList<>();

    DemoStory(Screen screen, DemoSite site) {
        this.screen = screen;
        this.site = site;
    }

    /// Tells it to the end.
    ///
    /// @throws DemoException where something went another way
    void tell() {
        var first = publish(DemoStack.good(), "all well");
        var second = publish(DemoStack.good().with(Contract.FAILS), "its contract check fails");
        var third = publish(DemoStack.good(), "all well again");
        for (var environment : DemoSite.ENVIRONMENTS) {
            open(environment);
        }
        deploy("staging", first, "the first release");
        deploy("production", first, "staging is well");
        deployInVain("staging", second, first);
        deploy("staging", third, "the contract is mended");
        deploy("production", third, "staging is well");
        new DemoEpilogue(screen, site).tell(deployments);
    }

    private CommitSha publish(DemoStack stack, String remark) {
        var sha = site.world().publish(stack);
        screen.line("commit", sha.abbreviated() + " and its images pushed: " + remark);
        return sha;
    }

    private void open(String environment) {
        site.open(environment);
        screen.line("agent", environment + ": enrolled with a one-time token, and running");
    }

    private void deploy(String environment, CommitSha sha, String reason) {
        expect("accepted", order(environment, sha, reason), environment);
        ask(environment, sha);
    }

    private void deployInVain(String environment, CommitSha sha, CommitSha before) {
        expect("rolled-back", order(environment, sha, "a new column"), environment);
        ask(environment, before);
    }

    private String order(String environment, CommitSha sha, String reason) {
        screen.heading("Deploy %s to %s: %s".formatted(sha.abbreviated(), environment, reason));
        var id = site.operator().order(environment, sha, reason);
        deployments.add(id);
        return new LiveDeployment(screen, site.operator(), id, sha).tell();
    }

    private void expect(String wanted, String outcome, String environment) {
        if (!outcome.equals(wanted)) {
            throw new DemoException(
                    "the deployment to %s ended %s, not %s"
                            .formatted(environment, outcome, wanted));
        }
        screen.line("", Tone.BOLD, outcome);
    }

    /// Asks the api itself, past everything of Towline.
    private void ask(String environment, CommitSha wanted) {
        var api = site.vm(environment).api();
        var answer = api.answeringSha();
        if (!answer.equals(wanted.hex())) {
            throw new DemoException(
                    "the api of %s names '%s', not %s".formatted(environment, answer, wanted));
        }
        screen.line("ask", api.at("/health") + " says git_sha " + wanted.abbreviated());
    }
}
