package dev.towline.agent.beside;

import dev.towline.agent.beside.Program.Ended;
import dev.towline.agent.status.ApplyCommand;
import dev.towline.agent.status.PlanCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// The agent's commands on a project, in this process.
final class Towline {
    private Towline() {}

    static Ended apply(Site site) {
        return run("apply", new CommandLine(new ApplyCommand()), site);
    }

    /// What `plan` prints is what there is to do.
    static Ended plan(Site site) {
        return run("plan", new CommandLine(new PlanCommand()), site);
    }

    private static Ended run(String name, CommandLine line, Site site) {
        var out = new StringWriter();
        var err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            err.write(failure + "\n");
            return 1;
        });
        var all = new ArrayList<>(site.arguments());
        all.addAll(List.of("--docker", Docker.address(), "--docker-config", "/nonexistent"));
        int code = line.execute(all.toArray(String[]::new));
        return new Ended(List.of("towline-agent", name), code, out.toString(), err.toString());
    }
}
