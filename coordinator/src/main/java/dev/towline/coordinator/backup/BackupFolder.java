package dev.towline.coordinator.backup;

import dev.towline.coordinator.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of backups, each named by its time; other files in it are left alone.
final class BackupFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'towline-'uuuuMMdd'T'HHmmss.SSS'Z.db'")
                    .withZone(ZoneOffset.UTC);

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /// A backup in the folder.
    record Kept(Path file, Instant madeAt, long bytes) {}

    /// Where one of this time goes; the folder is there then.
    Path place(Instant time) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new StoreException(
                    "could not make the folder of backups " + folder + ": " + e.getMessage());
        }
        return folder.resolve(NAME.format(time));
    }

    /// Newest first.
    List<Kept> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.flatMap(file -> kept(file).stream())
                    .sorted(Comparator.comparing(Kept::madeAt).reversed())
                    .toList();
        } catch (IOException e) {
            throw new StoreException("could not read " + folder + ": " + e.getMessage());
        }
    }

    /// Removes all but the newest, and drafts of a process that was killed.
    void prune(int keep) {
        try (var drafts = Files.newDirectoryStream(folder, "towline-*Z.db.new*")) {
            for (var draft : drafts) {
                Files.deleteIfExists(draft);
            }
            for (var kept : all().stream().skip(keep).toList()) {
                Files.deleteIfExists(kept.file());
            }
        } catch (IOException e) {
            throw new StoreException("could not remove old backups: " + e.getMessage());
        }
    }

    private static Optional<Kept> kept(Path file) {
        return time(file)
                .flatMap(time ->
                        Stream.of(file)
                                .filter(Files::isRegularFile)
                                .map(it -> new Kept(it, time, it.toFile().length()))
                                .findFirst());
    }

    private static Optional<Instant> time(Path file) {
        try {
            return Optional.of(NAME.parse(String.valueOf(file.getFileName()), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
