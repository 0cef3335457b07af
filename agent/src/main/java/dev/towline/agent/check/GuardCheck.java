package dev.towline.agent.check;

import dev.towline.agent.check.ExecAnswer.Exited;
import dev.towline.agent.check.ExecAnswer.NotRunning;
import dev.towline.agent.check.ExecAnswer.TimedOut;
import dev.towline.agent.check.GuardVerdict.Busy;
import dev.towline.agent.check.GuardVerdict.Clear;
import dev.towline.agent.check.GuardVerdict.Refused;
import dev.towline.agent.project.StackDescriptor.Guard;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;

/// Asks the running stack whether a deployment may start.
public final class GuardCheck {
    private final ContainerExec exec;

    public GuardCheck(ContainerExec exec) {
        this.exec = exec;
    }

    /// Asks one guard. Only its exit code decides; whoever does not say yes or later says no.
    public GuardVerdict ask(Guard guard) {
        var command = new Command(guard.service(), guard.command(), guard.timeout());
        try {
            return judge(guard, command, command.run(exec));
        } catch (CheckException e) {
            return new Refused(report(command, Verdict.FAILED, Command.describe(e)));
        }
    }

    private static GuardVerdict judge(Guard guard, Command command, ExecAnswer answer) {
        var words = command.describe(answer);
        return switch (answer) {
            case Exited it when it.exitCode() == 0 ->
                    new Clear(report(command, Verdict.PASSED, words));
            case Exited it when guard.busy().contains(it.exitCode()) ->
                    new Busy(report(command, Verdict.BUSY, words));
            case Exited _, TimedOut _ -> new Refused(report(command, Verdict.FAILED, words));
            case NotRunning _ ->
                    new Clear(report(command, Verdict.PASSED, "nothing to guard: " + words));
        };
    }

    private static CheckReport report(Command command, Verdict verdict, String message) {
        return new CheckReport(Kind.GUARD, command.name(), verdict, message, null);
    }
}
