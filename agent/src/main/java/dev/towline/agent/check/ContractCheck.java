package dev.towline.agent.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.check.ExecAnswer.Exited;
import dev.towline.agent.project.StackDescriptor.Contract;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import org.jspecify.annotations.Nullable;

/// Asks the stack's own command whether the data contracts hold, and keeps its report.
public final class ContractCheck {
    private final ContainerExec exec;
    private final ContainerFile files;

    public ContractCheck(ContainerExec exec, ContainerFile files) {
        this.exec = exec;
        this.files = files;
    }

    /// Runs one contract check, once.
    ///
    /// Exit code 0 passes, if the report that was promised can be read. Everything else fails, or
    /// warns where the check is not required. A failed check's report is kept too.
    public CheckReport run(Contract contract) {
        var command = new Command(contract.service(), contract.command(), contract.timeout());
        var path = contract.report();
        var file = path == null ? null : new ReportFile(files, contract.service(), path);
        var found = judge(command, file);
        var verdict =
                found.kept()
                        ? Verdict.PASSED
                        : contract.required() ? Verdict.FAILED : Verdict.WARNED;
        return new CheckReport(
                Kind.CONTRACT, command.name(), verdict, found.message(), found.evidence());
    }

    private Finding judge(Command command, @Nullable ReportFile file) {
        try {
            if (file != null) {
                file.clear(exec);
            }
            var answer = command.run(exec);
            var kept = answer instanceof Exited it && it.exitCode() == 0;
            return withReport(new Finding(kept, command.describe(answer), null), file);
        } catch (CheckException e) {
            return new Finding(false, Command.describe(e), null);
        }
    }

    private static Finding withReport(Finding found, @Nullable ReportFile file) {
        if (file == null) {
            return found;
        }
        try {
            return new Finding(found.kept(), found.message(), file.read());
        } catch (CheckException e) {
            // Where the command failed, its own words are why, and a report need not be there.
            return found.kept() ? new Finding(false, String.valueOf(e.getMessage()), null) : found;
        }
    }

    private record Finding(boolean kept, String message, @Nullable JsonNode evidence) {}
}
