package dev.towline.coordinator.backup;

import java.nio.file.Path;
import java.time.Duration;

/// When and where backups are made by themselves.
///
/// @param folder made if need be; one that is not absolute is in the coordinator's folder
/// @param every zero: only when ordered
/// @param keep so many, the newest
public record Plan(Path folder, Duration every, int keep) {
    public static final Plan USUAL = new Plan(Path.of("backups"), Duration.ofDays(1), 7);

    public Plan {
        if (every.isNegative() || keep < 1) {
            throw new IllegalArgumentException("1 backup is kept at least, and none is made early");
        }
    }

    /// The same for a coordinator with this folder.
    public Plan in(Path data) {
        return new Plan(data.resolve(folder), every, keep);
    }
}
