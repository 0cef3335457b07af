package dev.towline.agent.reconcile;

import dev.towline.wire.ContractBypass;

/// A person's leave to accept a release whose contract fails: good for the order that carries it,
/// and until it expires. That it was used is in the journal before anything is accepted by it.
final class Bypass {
    private final Workplace at;
    private final DeploymentLog log;

    Bypass(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Whether this failed contract is no obstacle now.
    boolean letsPass(String failure) {
        var underway = Course.underway(at.journal().entries());
        var bypass = underway.order().terms().contractBypass();
        if (bypass == null) {
            return false;
        }
        if (!at.clock().instant().isBefore(bypass.expiresAt())) {
            log.progress("the contract bypass expired at " + bypass.expiresAt());
            return false;
        }
        var before = underway.warning() == null ? "" : underway.warning() + "; ";
        var warning = before + failure + "; " + words(bypass);
        at.journal().update(it -> it.underway(Course.underway(it).warned(warning)));
        log.warned(warning);
        return true;
    }

    private static String words(ContractBypass bypass) {
        return "let pass until "
                + bypass.expiresAt()
                + " by "
                + bypass.owner()
                + ": "
                + bypass.reason();
    }
}
