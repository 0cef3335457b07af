package dev.towline.agent.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Shuts JGit off from this machine's and this user's git settings, and keeps its caches small.
///
/// By itself JGit runs `git` to find the system's settings, writes `~/.config/jgit/config`, and
/// obeys what it reads: filters that are commands, other URLs, laxer checks.
final class IsolatedSystemReader extends SystemReader.Delegate {
    private IsolatedSystemReader(SystemReader system) {
        super(system);
    }

    /// Takes effect for the whole process; doing it again changes nothing.
    static void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(SystemReader.getInstance()));
            keepSmall();
        }
    }

    /// The agent's whole heap is smaller than what JGit by itself would read at once.
    private static void keepSmall() {
        var memory = new WindowCacheConfig();
        memory.setStreamFileThreshold(1 << 20);
        memory.setPackedGitLimit(6 << 20);
        memory.setDeltaBaseCacheLimit(4 << 20);
        memory.install();
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    /// Settings that are neither read nor written.
    private static final class EmptyConfig extends FileBasedConfig {
        /// As coarse as any disk tells the time of a change: a file of the last 2 s may have
        /// changed. Without an answer JGit measures it, for 3 s and with files of its own in the
        /// mirror.
        private static final Duration CLOCK = Duration.ofSeconds(2);

        EmptyConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public long getTimeUnit(
                String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem") ? unit.convert(CLOCK) : otherwise;
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
