package dev.towline.agent.lock;

import org.jspecify.annotations.Nullable;

/// The person behind a process, as far as it can be known.
///
/// @param sudoUser who became the user by `sudo`; null: nobody
public record Caller(String user, @Nullable String sudoUser) {

    public static Caller ofThisProcess() {
        var sudo = System.getenv("SUDO_USER");
        return new Caller(
                System.getProperty("user.name", "?"), sudo == null || sudo.isBlank() ? null : sudo);
    }

    /// As `root (jen by sudo)`.
    public String words() {
        return sudoUser == null ? user : user + " (" + sudoUser + " by sudo)";
    }
}
