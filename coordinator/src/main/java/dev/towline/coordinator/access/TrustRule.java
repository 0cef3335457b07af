package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Role;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which workflows may do what. A repository and a branch are part of each: a rule that forgot them
/// would let in everybody who has an account at the issuer.
///
/// @param role `ci` or `deployer`
/// @param repository as `acme/shop`
/// @param branch as `main`; the token of a pull request or a tag is of no branch
/// @param claims more that the token must say, word by word
public record TrustRule(
        Role role, Reach reach, String repository, String branch, Map<String, String> claims) {
    public TrustRule {
        if (role != Role.CI && role != Role.DEPLOYER) {
            throw new IllegalArgumentException("a workflow is ci or deployer, not " + role.word());
        }
        if (repository.isBlank() || branch.isBlank()) {
            throw new IllegalArgumentException("a rule has a repository and a branch");
        }
        claims = Map.copyOf(claims);
    }

    /// @param said gives a claim of a verified token by its name
    boolean fits(Function<String, @Nullable Object> said) {
        return repository.equals(said.apply("repository"))
                && ("refs/heads/" + branch).equals(said.apply("ref"))
                && claims.entrySet().stream()
                        .allMatch(it ->
                                it.getValue()
                                        .equals(Objects.toString(said.apply(it.getKey()), null)));
    }
}
