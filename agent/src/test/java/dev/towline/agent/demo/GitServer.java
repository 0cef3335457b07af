package dev.towline.agent.demo;

import java.nio.file.Path;
import java.util.List;

/// A read-only git server on loopback (`git daemon`) for the repositories in one folder.
final class GitServer implements AutoCloseable {
    private final int port;
    private final Server server;

    private GitServer(int port, Server server) {
        this.port = port;
        this.server = server;
    }

    /// Starts a server for every repository in the folder; the log stands beside the folder.
    static GitServer serving(Path folder) {
        return serving(folder, Front.NONE);
    }

    /// The same behind something else.
    static GitServer serving(Path folder, Front front) {
        int port = Ports.free();
        var log = folder.resolveSibling(folder.getFileName() + "-git-daemon.log");
        var gitServer = new GitServer(front.of(port), new Server(command(folder, port), port, log));
        gitServer.start();
        return gitServer;
    }

    /// The daemon itself: `git daemon` would be a parent of it that dies alone.
    private static List<String> command(Path folder, int port) {
        return List.of(
                Path.of(Command.output("git", "--exec-path"), "git-daemon").toString(),
                "--reuseaddr",
                "--export-all",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + folder,
                folder.toString());
    }

    String url(String repository) {
        return "git://127.0.0.1:" + port + "/" + repository;
    }

    /// Comes back on the same port.
    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.close();
    }
}
