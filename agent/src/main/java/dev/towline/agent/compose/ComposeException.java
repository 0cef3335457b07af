package dev.towline.agent.compose;

import java.util.List;

/// A Compose file, an env file or a stack descriptor that cannot be used; says everything that is
/// wrong with it, one problem a line.
public final class ComposeException extends Exception {
    private static final long serialVersionUID = 1L;

    public ComposeException(List<String> problems) {
        super(String.join("\n", problems));
    }

    public ComposeException(String problem) {
        this(List.of(problem));
    }

    /// Each as `FILE:LINE: services.api.ports[0]: what is wrong`.
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
