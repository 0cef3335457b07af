package dev.towline.agent.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// The credentials of a Docker `config.json`: `credHelpers`, then `credsStore`, then `auths`. Read
/// anew each time, because tokens in it are short-lived.
final class RegistryCredentials {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String HUB = "docker.io";
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final int LARGEST = 1024 * 1024;

    private final Path file;
    private final CredentialHelper helpers;

    RegistryCredentials(Path file, CredentialHelper helpers) {
        this.file = file;
        this.helpers = helpers;
    }

    /// The key of a registry in the file, and its address for the engine.
    static String key(String registry) {
        return registry.equals(HUB) ? HUB_KEY : registry;
    }

    /// What opens a registry; empty where nothing is known, and it is asked without.
    Optional<RegistryCredential> of(String registry) throws CredentialException {
        var config = config();
        var key = key(registry);
        var own = config.path("credHelpers").path(key).textValue();
        var helper = own != null ? own : config.path("credsStore").textValue();
        if (helper != null && !helper.isEmpty()) {
            var found = helpers.get(helper, key);
            if (found.isPresent()) {
                return found;
            }
        }
        return written(config.path("auths"), key);
    }

    private JsonNode config() throws CredentialException {
        try (var in = Files.newInputStream(file)) {
            return MAPPER.readTree(in.readNBytes(LARGEST));
        } catch (NoSuchFileException e) {
            return MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            // The cause would quote the file, and the file holds secrets.
            throw new CredentialException(file + " is not JSON", null);
        } catch (IOException e) {
            throw new CredentialException("could not read " + file, e);
        }
    }

    private Optional<RegistryCredential> written(JsonNode auths, String key)
            throws CredentialException {
        for (var auth : auths.properties()) {
            if (host(auth.getKey()).equals(host(key))) {
                return written(auth.getValue(), auth.getKey(), file);
            }
        }
        return Optional.empty();
    }

    private static Optional<RegistryCredential> written(JsonNode auth, String key, Path file)
            throws CredentialException {
        var token = auth.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(new RegistryCredential.IdentityToken(token));
        }
        var encoded = auth.path("auth").asText("");
        if (!encoded.isEmpty()) {
            return Optional.of(decoded(encoded, key, file));
        }
        return auth.hasNonNull("username")
                ? Optional.of(
                        new RegistryCredential.Password(
                                auth.path("username").asText(), auth.path("password").asText()))
                : Optional.empty();
    }

    private static RegistryCredential decoded(String encoded, String key, Path file)
            throws CredentialException {
        try {
            var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            if (colon > 0) {
                return new RegistryCredential.Password(
                        text.substring(0, colon), text.substring(colon + 1).replace("\0", ""));
            }
        } catch (IllegalArgumentException e) {
            throw new CredentialException(unreadable(key, file), null);
        }
        throw new CredentialException(unreadable(key, file), null);
    }

    private static String unreadable(String key, Path file) {
        return "the auth of " + key + " in " + file + " is not base64 of user:password";
    }

    // Old files have whole addresses as keys.
    private static String host(String key) {
        var bare = key.replaceFirst("^https?://", "");
        var slash = bare.indexOf('/');
        return slash < 0 ? bare : bare.substring(0, slash);
    }
}
