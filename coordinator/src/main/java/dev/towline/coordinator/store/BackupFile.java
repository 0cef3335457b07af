package dev.towline.coordinator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/// A file that a store was copied to.
///
/// It is there whole and checked, or not at all: written under another name, checked, fsynced,
/// renamed, the folder fsynced. Only its owner may read it.
public final class BackupFile {
    private static final String DRAFT = ".new";

    private BackupFile() {}

    /// Writes a backup of a store that may be used meanwhile, by this process or another one; it
    /// has all that was committed before this began.
    ///
    /// Takes as long as copying the store does, on the caller's thread, which should not be
    /// virtual.
    ///
    /// @throws StoreException where there is a file already, or it cannot be written or is damaged
    public static void write(Path store, Path target) {
        if (!Files.isRegularFile(store)) {
            throw new StoreException("could not back up " + store + ": there is no such file");
        }
        var file = target.toAbsolutePath();
        var draft = file.resolveSibling(file.getFileName() + DRAFT);
        if (Files.exists(file)) {
            throw new StoreException("could not write " + file + ": there is such a file already");
        }
        try {
            fill(draft, store);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            sync(folder(file), StandardOpenOption.READ);
        } catch (IOException | SQLException e) {
            delete(draft);
            throw new StoreException("could not write " + file, e);
        } catch (StoreException e) {
            delete(draft);
            throw e;
        }
    }

    private static void fill(Path draft, Path store) throws IOException, SQLException {
        create(draft);
        vacuum(store, draft);
        stampAndCheck(draft);
        sync(draft, StandardOpenOption.WRITE);
    }

    private static void create(Path draft) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(draft);
        FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)
                .close();
    }

    private static void vacuum(Path store, Path draft) throws SQLException {
        try (var connection = new Connections(store).reading();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, draft.toString());
            statement.executeUpdate();
        }
    }

    private static void stampAndCheck(Path draft) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
            // Else files would lie beside it, without which it is not whole.
            Connections.pragma(connection, "journal_mode=DELETE");
            Migrations.requireKnown(connection);
            BackupStamp.set(connection);
            requireWhole(connection, draft);
        }
    }

    private static void requireWhole(Connection connection, Path draft) throws SQLException {
        var verdict = Connections.pragma(connection, "integrity_check(1)");
        if (!verdict.equals("ok")
                || !Connections.pragma(connection, "foreign_key_check").isEmpty()) {
            throw new StoreException(
                    "could not write " + draft + ": what was copied is damaged: " + verdict);
        }
    }

    private static Path folder(Path file) throws IOException {
        var folder = file.getParent();
        if (folder == null) {
            throw new IOException("it lies in no folder");
        }
        return folder;
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (var channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new StoreException("could not delete " + draft, e);
        }
    }
}
