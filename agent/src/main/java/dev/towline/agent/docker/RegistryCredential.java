package dev.towline.agent.docker;

import com.github.dockerjava.api.model.AuthConfig;

/// What opens a registry. Never printed.
sealed interface RegistryCredential {

    /// The form that the engine passes on to the registry.
    AuthConfig forEngine(String registry);

    /// A user's name and password.
    record Password(String username, String password) implements RegistryCredential {
        @Override
        public AuthConfig forEngine(String registry) {
            return new AuthConfig()
                    .withUsername(username)
                    .withPassword(password)
                    .withRegistryAddress(registry);
        }

        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /// A token that the registry gives passwords for.
    record IdentityToken(String token) implements RegistryCredential {
        @Override
        public AuthConfig forEngine(String registry) {
            return new AuthConfig().withIdentityToken(token).withRegistryAddress(registry);
        }

        @Override
        public String toString() {
            return "IdentityToken[***]";
        }
    }
}
