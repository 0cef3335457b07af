package dev.towline.agent.git;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/// Runs the system's ssh with one key and one list of host keys, and nothing of any user's own ssh
/// settings, agent or keys. JGit's own ssh would need 12 MB of libraries for ed25519.
final class SystemSsh extends SshSessionFactory {
    private static final String SILENCE = "15";

    private final GitAccess.SshKey access;
    private final Duration timeout;

    SystemSsh(GitAccess.SshKey access, Duration timeout) {
        this.access = access;
        this.timeout = timeout;
    }

    @Override
    public RemoteSession getSession(
            URIish uri, CredentialsProvider credentials, FS fs, int timeoutMillis) {
        return new Session(destination(uri), timeout);
    }

    @Override
    public String getType() {
        return "system";
    }

    private List<String> destination(URIish uri) {
        var command =
                new ArrayList<>(List.of("ssh", "-F", "/dev/null", "-i", access.key().toString()));
        for (String option : options()) {
            command.add("-o");
            command.add(option);
        }
        if (uri.getPort() > 0) {
            command.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        if (uri.getUser() != null) {
            command.addAll(List.of("-l", uri.getUser()));
        }
        command.addAll(List.of("--", withoutBrackets(uri.getHost())));
        return List.copyOf(command);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private List<String> options() {
        return List.of(
                "IdentitiesOnly=yes",
                "IdentityAgent=none",
                "UserKnownHostsFile=" + access.knownHosts(),
                "GlobalKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=yes",
                "UpdateHostKeys=no",
                "BatchMode=yes",
                "PreferredAuthentications=publickey",
                "ClearAllForwardings=yes",
                "SendEnv=GIT_PROTOCOL",
                "ConnectTimeout=" + Math.clamp(timeout.toSeconds(), 1, 30),
                "ServerAliveInterval=" + SILENCE,
                "ServerAliveCountMax=2");
    }

    /// The processes of one conversation, ended when it is over or takes too long.
    private record Session(List<String> destination, Duration timeout, Queue<Process> processes)
            implements RemoteSession2 {
        Session(List<String> destination, Duration timeout) {
            this(destination, timeout, new ConcurrentLinkedQueue<>());
        }

        @Override
        public Process exec(String command, int timeoutSeconds) throws IOException {
            return exec(command, Map.of(), timeoutSeconds);
        }

        @Override
        public Process exec(String command, Map<String, String> environment, int timeoutSeconds)
                throws IOException {
            var words = new ArrayList<>(destination);
            words.add(command);
            var builder = new ProcessBuilder(words);
            builder.environment().putAll(environment);
            var process = new SshProcess(builder.start(), timeout);
            processes.add(process);
            return process;
        }

        @Override
        public void disconnect() {
            processes.forEach(Process::destroy);
        }
    }
}
