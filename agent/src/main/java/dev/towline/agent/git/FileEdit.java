package dev.towline.agent.git;

/// A tracked file that somebody changed on the VM.
public sealed interface FileEdit {

    /// The file's path in the repository.
    String path();

    /// Its content or kind differs from the release's.
    record Changed(String path) implements FileEdit {}

    /// It is not there any more.
    record Deleted(String path) implements FileEdit {}

    /// Its content is the release's, but whether it may be executed is not.
    record ModeChanged(String path) implements FileEdit {}
}
