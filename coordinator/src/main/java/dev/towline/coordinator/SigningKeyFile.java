package dev.towline.coordinator;

import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.StoreException;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import java.io.IOException;
import java.nio.file.Files;

/// The key that orders are signed with, in `signing-key`, readable by the folder's owner alone.
final class SigningKeyFile {
    private static final String NAME = "signing-key";

    private SigningKeyFile() {}

    /// Reads the key, or makes it at the first start. A key that cannot be read is never replaced:
    /// every agent would have to be enrolled again.
    static SigningKey readOrMake(DataDirectory directory) {
        var file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            var key = SigningKey.generate();
            directory.writeSecret(NAME, key.encoded());
            return key;
        }
        try {
            return SigningKey.decode(Files.readString(file));
        } catch (IOException | TrustException e) {
            throw new StoreException("could not read the key " + file + ": " + e.getMessage());
        }
    }
}
