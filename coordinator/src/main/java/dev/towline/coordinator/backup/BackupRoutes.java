package dev.towline.coordinator.backup;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.backup.BackupFolder.Kept;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/v1/backups`: made and listed by administrators; they stay on the coordinator's machine.
public final class BackupRoutes implements Routes {
    private static final String PATH = "/api/v1/backups";
    private static final int LONGEST_REASON = 500;

    private final Backups backups;
    private final InstantSource clock;

    public BackupRoutes(Backups backups, InstantSource clock) {
        this.backups = backups;
        this.clock = clock;
    }

    record Wish(@Nullable String reason) {}

    /// @param file its path on the coordinator's machine
    record Backup(String file, Instant madeAt, long bytes) {
        static Backup of(Kept kept) {
            return new Backup(kept.file().toString(), kept.madeAt(), kept.bytes());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(PATH, Permission.ADMINISTER, this::make),
                Route.get(
                        PATH,
                        Permission.ADMINISTER,
                        _ -> Answer.ok(backups.all().stream().map(Backup::of).toList())));
    }

    private Answer make(Call call) {
        var reason = Wanted.line("reason", call.body(Wish.class).reason(), LONGEST_REASON);
        var act = Act.of(call, clock.instant());
        return Answer.created(Backup.of(backups.make(made -> act.content(deed(made, reason)))));
    }

    private static Act.Deed deed(Kept made, String reason) {
        return new Act.Deed(
                "backup-made",
                String.valueOf(made.file().getFileName()),
                reason,
                made.bytes() + " bytes");
    }
}
