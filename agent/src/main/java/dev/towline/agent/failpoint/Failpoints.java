package dev.towline.agent.failpoint;

import dev.towline.agent.disk.Disk;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.git.FileWitness;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.reconcile.Reports;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The points between two effects, at any of which a test can end this process as `kill -9` does.
///
/// For tests only. Where the variable `TOWLINE_FAILPOINTS` names a folder, every point that is
/// passed becomes a line of the folder's file `passed`, and the process ends at the one whose line
/// the file `last` holds. Without the variable nothing is decorated, and nothing costs anything.
public final class Failpoints {
    /// Names the folder; read once, at the agent's start.
    public static final String VARIABLE = "TOWLINE_FAILPOINTS";

    private final @Nullable Points points;

    private Failpoints(@Nullable Points points) {
        this.points = points;
    }

    /// Those that the process's environment asks for: none, as a rule.
    public static Failpoints of(Map<String, String> variables) {
        var folder = variables.get(VARIABLE);
        return new Failpoints(folder == null ? null : new FilePoints(Path.of(folder)));
    }

    /// With a point before and after each write.
    public Journal.Storage around(Journal.Storage storage) {
        return points == null ? storage : new MortalStorage(storage, points);
    }

    /// With a point before and after each step, each pull, each command and each removed image.
    public Engine around(Engine engine) {
        return points == null ? engine : new MortalEngine(engine, points);
    }

    /// With a point before and after each barrier.
    public Disk around(Disk disk) {
        return points == null ? disk : new MortalDisk(disk, points);
    }

    /// With a point before and after each report.
    public Reports around(Reports reports) {
        return points == null ? reports : new MortalReports(reports, points);
    }

    /// A point before and after each change of the mirror, of a release's folder and of a tracked
    /// file.
    public FileWitness files() {
        return points == null ? FileWitness.NOBODY : new MortalFiles(points);
    }
}
