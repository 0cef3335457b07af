package dev.towline.coordinator.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Gives each handshake the credentials that are newest then.
///
/// A handshake asks several times, by an alias. Each change brings a new alias and the one before
/// stays known, so that no handshake gets one's key with the other's certificate.
final class ChangingKeys extends X509ExtendedKeyManager {
    private volatile Named newest;
    private volatile Named before;

    ChangingKeys(Credentials first) {
        this.newest = new Named(0, first);
        this.before = newest;
    }

    private record Named(long number, Credentials credentials) {
        String alias() {
            return Long.toString(number);
        }
    }

    /// To be called by one thread at a time.
    void change(Credentials credentials) {
        before = newest;
        newest = new Named(before.number() + 1, credentials);
    }

    private @Nullable Named named(String alias) {
        var current = newest;
        if (current.alias().equals(alias)) {
            return current;
        }
        var last = before;
        return last.alias().equals(alias) ? last : null;
    }

    private @Nullable String aliasFor(String keyType) {
        var current = newest;
        var algorithm = current.credentials().key().getAlgorithm();
        return keyType.toUpperCase(Locale.ROOT).startsWith(algorithm.toUpperCase(Locale.ROOT))
                ? current.alias()
                : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        var alias = aliasFor(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var found = named(alias);
        return found == null ? null : found.credentials().chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var found = named(alias);
        return found == null ? null : found.credentials().key();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
