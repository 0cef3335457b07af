package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Gate;
import dev.towline.coordinator.http.Pass;
import java.time.InstantSource;
import java.util.List;

/// Our own tokens, and those of trusted issuers; which of them a token is, its form tells.
public final class AllGates implements Gate, AutoCloseable {
    private final TokenStore tokens;
    private final IssuerGate issuers;

    public AllGates(TokenStore tokens, List<TrustedIssuer> issuers, InstantSource clock) {
        this.tokens = tokens;
        this.issuers = new IssuerGate(issuers, clock);
    }

    @Override
    public Pass admit(String token) {
        return IssuerGate.isFor(token) ? issuers.admit(token) : tokens.admit(token);
    }

    @Override
    public void close() {
        issuers.close();
        tokens.close();
    }
}
