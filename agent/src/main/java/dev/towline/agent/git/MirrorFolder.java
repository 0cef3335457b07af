package dev.towline.agent.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// The mirror's place on disk: opened, swept after a crash, set aside when damaged.
record MirrorFolder(Path path) {

    /// Opens the mirror, making it where there is none.
    Repository open() throws IOException {
        boolean complete = complete();
        if (!complete) {
            Folders.delete(path);
            Files.createDirectories(Folders.holding(path));
        }
        var repository = new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().build();
        if (!complete) {
            repository.create(true);
        }
        configure(repository.getConfig());
        return repository;
    }

    boolean complete() {
        return Stream.of("HEAD", "config", "objects")
                .allMatch(part -> Files.exists(path.resolve(part)));
    }

    private static void configure(StoredConfig config) throws IOException {
        if (config.getInt("pack", "threads", 0) == 1) {
            return;
        }
        config.setBoolean("core", null, "fsyncObjectFiles", true);
        config.setBoolean("core", null, "fsyncRefFiles", true);
        config.setBoolean("transfer", null, "fsckObjects", true);
        config.setBoolean("gc", null, "autoDetach", false);
        config.setInt("gc", null, "auto", 0);
        config.setString("gc", null, "prunePackExpire", "now");
        config.setString("pack", null, "windowMemory", "8m");
        config.setInt("pack", null, "threads", 1);
        config.save();
    }

    /// Removes what an interrupted fetch left. Nobody but us writes here, so a lock that exists
    /// before we begin has no owner.
    void sweep() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        for (Path file : leftovers()) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> leftovers() throws IOException {
        try (var files = Files.walk(path)) {
            return files.filter(MirrorFolder::leftover).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean leftover(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".lock")
                        || name.endsWith(".keep")
                        || name.startsWith("incoming_")
                        || name.startsWith("noz"));
    }

    /// Puts the mirror out of the way, keeping only the last one for a look.
    void setAside() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        Folders.delete(aside);
        if (Files.exists(path)) {
            Files.move(path, aside);
        }
    }
}
