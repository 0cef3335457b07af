package dev.towline.agent.policy;

import java.util.List;
import java.util.function.UnaryOperator;

/// What the rules must know of the VM.
///
/// @param own files and folders of Towline and of the engine, which no stack is given
/// @param filesRead files outside the project folder from which the compose file took variables or
///   labels
/// @param realPath follows the symbolic links of an absolute path, as far as it exists
public record Host(List<String> own, List<String> filesRead, UnaryOperator<String> realPath) {
    public Host {
        own = List.copyOf(own);
        filesRead = List.copyOf(filesRead);
    }

    String real(String path) {
        return HostPath.clean(realPath.apply(HostPath.clean(path)));
    }
}
