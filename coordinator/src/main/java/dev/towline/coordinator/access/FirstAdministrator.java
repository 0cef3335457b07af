package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import java.time.Instant;

/// Makes the first token, so that someone can make the others. It does not expire: it is the way in
/// until there is another, and is revoked like any other then.
public final class FirstAdministrator {
    private static final String FILE = "admin-token";

    private FirstAdministrator() {}

    /// Where no administrator's token is good, at first or because all have expired, makes one and
    /// writes it to `admin-token`, readable by the folder's owner alone. The file comes first: a
    /// crash in between leaves a file that the next start replaces, never a token that no one
    /// knows.
    public static void appoint(
            DataDirectory directory, Database database, TokenStore tokens, Instant now) {
        if (tokens.hasAdministrator()) {
            return;
        }
        var secret = Secret.random(Secret.Kind.TOKEN);
        directory.writeSecret(FILE, secret.text() + "\n");
        database.write(transaction ->
                tokens.add(
                        transaction,
                        secret,
                        new TokenStore.Who("first administrator", Role.ADMIN, Reach.all(), null),
                        now));
    }
}
