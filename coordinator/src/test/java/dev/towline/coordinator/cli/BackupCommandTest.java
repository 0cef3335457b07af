package dev.towline.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.Coordinator;
import dev.towline.coordinator.CoordinatorConfig;
import dev.towline.coordinator.TestCommand;
import dev.towline.coordinator.audit.AuditFile;
import dev.towline.coordinator.audit.AuditFile.Verdict;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backing up and putting back by command.
final class BackupCommandTest {
    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();
    private Path data;
    private String backup;

    @BeforeEach
    void start() {
        data = folder.resolve("data");
        backup = folder.resolve("backup.db").toString();
        coordinator().close();
    }

    private Coordinator coordinator() {
        return Coordinator.start(
                new CoordinatorConfig(data, "127.0.0.1", 0, InstantSource.system()));
    }

    private int run(String... arguments) {
        return TestCommand.run(said, arguments);
    }

    private int backUp() {
        return run("backup", backup, "--data", data.toString());
    }

    @Test
    void backsUpACoordinatorThatRunsAndTheLogTellsOfIt() {
        try (var _ = coordinator()) {
            assertThat(backUp()).as(said.toString()).isEqualTo(0);
        }

        assertThat(Path.of(backup)).exists();
        assertThat(AuditFile.verifyStore(data, List.of()))
                .isInstanceOfSatisfying(
                        Verdict.Whole.class, it -> assertThat(it.head().number()).isEqualTo(1));
    }

    @Test
    void backsUpACoordinatorThatDoesNotRunAndPutsItBack() {
        assertThat(backUp()).isEqualTo(0);
        var fresh = folder.resolve("fresh").toString();

        assertThat(run("restore", backup, "--data", fresh)).isEqualTo(0);

        assertThat(said.toString()).contains("put the old one there before you start");
        assertThat(run("audit", "verify", "--data", fresh)).isEqualTo(0);
    }

    @Test
    void saysWhatIsMissingWhereARunningOneCannotBeAsked() throws Exception {
        try (var _ = coordinator()) {
            Files.delete(data.resolve("admin-token"));

            assertThat(backUp()).isEqualTo(1);
        }
        assertThat(said.toString()).contains("could not ask the coordinator that runs");
    }

    @Test
    void saysThatATokenIsNotGoodForIt() throws Exception {
        var token = Files.writeString(folder.resolve("token"), "tl_wrong");
        try (var _ = coordinator()) {
            assertThat(
                            run(
                                    "backup",
                                    backup,
                                    "--data",
                                    data.toString(),
                                    "--token-file",
                                    token.toString()))
                    .isEqualTo(1);
        }
        assertThat(said.toString()).contains("it answers 401");
    }

    @Test
    void backsNothingUpWhereThereIsNoStore() {
        assertThat(run("backup", backup, "--data", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(Path.of(backup)).doesNotExist();
    }

    @Test
    void putsNothingBackUnderARunningCoordinator() {
        assertThat(backUp()).isEqualTo(0);
        try (var _ = coordinator()) {
            assertThat(run("restore", backup, "--data", data.toString())).isEqualTo(1);
        }
        assertThat(said.toString()).contains("another coordinator is using it");
    }

    @Test
    void refusesCareThatMakesNoSense() {
        assertThat(run("--data", "unused", "--backup-keep", "0")).isEqualTo(2);
        assertThat(run("--data", "unused", "--backup-every", "often")).isEqualTo(2);
        assertThat(run("--data", "unused", "--events-newest", "0")).isEqualTo(2);
    }
}
