package dev.towline.agent.check;

import dev.towline.agent.check.ExecAnswer.Exited;
import dev.towline.agent.project.StackDescriptor.Hook;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;

/// Runs the stack's own work before a switch or after acceptance, as a backup.
public final class HookRun {
    private final ContainerExec exec;

    public HookRun(ContainerExec exec) {
        this.exec = exec;
    }

    /// Runs one hook, once. Exit code 0 passes; a service that is not running fails, since a backup
    /// that was not made is none.
    public CheckReport run(Hook hook) {
        var command = new Command(hook.service(), hook.command(), hook.timeout());
        try {
            var answer = command.run(exec);
            var passed = answer instanceof Exited it && it.exitCode() == 0;
            return report(
                    command, passed ? Verdict.PASSED : Verdict.FAILED, command.describe(answer));
        } catch (CheckException e) {
            return report(command, Verdict.FAILED, Command.describe(e));
        }
    }

    private static CheckReport report(Command command, Verdict verdict, String message) {
        return new CheckReport(Kind.HOOK, command.name(), verdict, message, null);
    }
}
