package dev.towline.agent.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// docker-java's settings, all of them ours: its default would read the user's environment and
/// home.
record EngineConfig(URI engine, EngineVersion version) implements DockerClientConfig {

    @Override
    public URI getDockerHost() {
        return engine;
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.parseConfig(version.api());
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String image) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    // docker-java deprecated the type, and still has it in its interface.
    @SuppressWarnings("deprecation")
    @Override
    public @Nullable SSLConfig getSSLConfig() {
        return null;
    }
}
