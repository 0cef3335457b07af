package dev.towline.agent.check;

import java.util.Optional;

/// Reads a file out of a container of a service.
@FunctionalInterface
public interface ContainerFile {

    /// The file's first bytes; empty where there is no such file.
    ///
    /// @param atMost as many bytes as may come back; a longer file is cut there or refused
    /// @throws CheckException where it is there and cannot be read, or the engine cannot be asked
    Optional<byte[]> read(String service, String path, int atMost) throws CheckException;
}
