package dev.towline.coordinator.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.http.Wanted;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a request for a token.
///
/// Every token is over after 90 days at most, unless the administrator who makes it says `never`: a
/// token that was forgotten somewhere must not be good for ever by accident.
///
/// @param environments names, or `*`; null: all
/// @param span as `30d`, or `never`
record TokenWish(
        @Nullable String name,
        @Nullable Role role,
        @Nullable List<@Nullable String> environments,
        @JsonProperty("for") @Nullable String span,
        @Nullable Instant expiresAt) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ENVIRONMENTS = 100;
    private static final String NEVER = "never";
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final String LIMIT = "1s to 90d, as 12h or 30d; or never";

    /// @throws Refusal 422 with the field that cannot be used
    TokenStore.Who at(Instant now) {
        var named = Wanted.line("name", name, LONGEST_NAME);
        var wanted = Wanted.present("role", role);
        return new TokenStore.Who(named, wanted, reach(wanted), end(now));
    }

    private Reach reach(Role role) {
        var reach = environments == null ? Reach.all() : reach(environments);
        if (role == Role.ADMIN && !(reach instanceof Reach.All)) {
            throw Refusal.unusable(
                    "environments",
                    "an administrator makes tokens for all environments",
                    "leave it out for the role admin");
        }
        return reach;
    }

    private static Reach reach(List<@Nullable String> names) {
        if (names.equals(List.of(Reach.EVERYWHERE))) {
            return Reach.all();
        }
        if (names.isEmpty() || names.size() > MOST_ENVIRONMENTS) {
            throw Refusal.unusable(
                    "environments",
                    "environments has " + names.size() + " values",
                    "1 to " + MOST_ENVIRONMENTS + " names, or * alone for all");
        }
        var environments = new HashSet<EnvironmentName>();
        for (var i = 0; i < names.size(); i++) {
            environments.add(environment("environments[" + i + "]", names.get(i)));
        }
        return new Reach.Only(environments);
    }

    private static EnvironmentName environment(String field, @Nullable String name) {
        try {
            return new EnvironmentName(Wanted.present(field, name));
        } catch (IllegalArgumentException e) {
            throw Refusal.unusable(field, String.valueOf(e.getMessage()), null);
        }
    }

    private @Nullable Instant end(Instant now) {
        if (span != null && expiresAt != null) {
            throw Refusal.unusable("for", "say either for or expiresAt", LIMIT);
        }
        if (NEVER.equals(span)) {
            return null;
        }
        return expiresAt == null ? now.plus(lifetime()) : checked("expiresAt", now, expiresAt);
    }

    private Duration lifetime() {
        return Optional.ofNullable(span)
                .map(it ->
                        DurationText.parse(it)
                                .filter(d -> d.isPositive() && d.compareTo(LONGEST) <= 0)
                                .orElseThrow(() ->
                                        Refusal.unusable("for", "not a time, or too long", LIMIT)))
                .orElse(LONGEST);
    }

    private static Instant checked(String field, Instant now, Instant end) {
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw Refusal.unusable(field, "the token would be over at " + end, LIMIT);
        }
        return end;
    }
}
