package dev.towline.coordinator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where SQLite's native library is unpacked.
///
/// The driver unpacks it at each start under a new name and deletes it at a clean end; a killed
/// process leaves it behind. In a folder of our own, which we alone hold, the left ones are known
/// to be left and are deleted.
final class NativeLibrary {
    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    static void unpackInto(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var left = Files.newDirectoryStream(folder, "sqlite-*")) {
                for (var file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new StoreException("could not prepare the folder " + folder, e);
        }
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            System.setProperty(FOLDER_PROPERTY, folder.toAbsolutePath().toString());
        }
    }
}
