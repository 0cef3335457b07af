package dev.towline.agent.reconcile;

import dev.towline.agent.check.HookRun;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.project.Release;
import dev.towline.agent.project.StackDescriptor.Hook;
import java.util.List;

/// Runs a release's hooks, each at most once unless it may run twice.
///
/// The journal names the hook that was begun last, until the next part of the deployment begins:
/// after a restart it and all before it may have run.
final class Hooks {
    private final Workplace at;
    private final DeploymentLog log;
    private final Course course;

    Hooks(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
        this.course = new Course(at, log);
    }

    /// Where nothing was ever accepted and nothing runs, there is nothing to prepare for a switch.
    Verdict before(Release release) throws EngineException {
        var first = at.journal().entries().lastAccepted().isEmpty();
        return first && containers(release).noneRuns()
                ? new Verdict.Passed()
                : run(release, release.stack().before());
    }

    Verdict after(Release release) {
        return run(release, release.stack().after());
    }

    private Verdict run(Release release, List<Hook> hooks) {
        var names = hooks.stream().map(Hooks::name).toList();
        var begun = names.lastIndexOf(String.valueOf(course.underway().openHook()));
        for (var hook : hooks.subList(0, begun + 1)) {
            if (!hook.idempotent()) {
                return new Verdict.Failed(
                        "hook " + name(hook) + " was begun before, and may not run twice");
            }
        }
        return runAll(new HookRun(containers(release)), hooks);
    }

    private Verdict runAll(HookRun run, List<Hook> hooks) {
        for (var hook : hooks) {
            at.journal().update(it -> it.underway(Course.underway(it).hook(name(hook))));
            var report = run.run(hook);
            log.check(report);
            if (!report.passed()) {
                return new Verdict.Failed("hook " + name(hook) + ": " + report.message());
            }
        }
        return new Verdict.Passed();
    }

    private Containers containers(Release release) {
        return new Containers(at.engine(), release.project());
    }

    private static String name(Hook hook) {
        return hook.service() + ": " + String.join(" ", hook.command());
    }
}
