package dev.towline.coordinator.notify;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.notify.Destination.PlainHttp;
import dev.towline.coordinator.notify.Receiver.Secret;
import dev.towline.ids.EnvironmentName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The body of a request that defines a receiver.
///
/// @param secret may be left out where the URL stays as it is
/// @param events null: the usual ones of the kind
record ReceiverWish(
        @Nullable Kind kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String repository,
        @Nullable GithubReport report,
        @Nullable List<@Nullable Topic> events) {
    private static final int LONGEST_URL = 2000;
    private static final String GITHUB = "https://api.github.com";
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9-]{1,39}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    /// Enough that nobody guesses it, and nothing that could not stand in a header.
    private static final Pattern SECRET = Pattern.compile("[!-~]{16,500}");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /// Whose receiver it is to be.
    record Place(EnvironmentName environment, String name) {
        Place {
            if (!NAME.matcher(name).matches()) {
                throw Refusal.unusable(
                        "receiver",
                        "the name cannot be used",
                        "1 to 63 lower-case letters, digits and inner hyphens");
            }
        }
    }

    /// The receiver that is wanted.
    ///
    /// @param present the one of that name
    /// @throws Refusal 422 with the field that cannot be used
    Receiver at(Place place, Optional<Receiver> present, PlainHttp plainHttp) {
        var wanted = Wanted.present("kind", kind);
        present.ifPresent(it -> requireSame(it.kind(), wanted));
        var destination = destination(wanted, plainHttp);
        return new Receiver(
                place.environment(),
                place.name(),
                wanted,
                destination,
                secret(wanted, kept(destination, present)),
                repository(wanted),
                report(wanted),
                topics(wanted));
    }

    /// What waits for it may be nothing for a receiver of another kind.
    private static void requireSame(Kind present, Kind wanted) {
        if (present != wanted) {
            throw Refusal.conflict(
                    "kind",
                    "the receiver is of the kind "
                            + ReceiverStore.word(present)
                            + "; remove it, or take another name");
        }
    }

    private Destination destination(Kind wanted, PlainHttp plainHttp) {
        var text = wanted == Kind.GITHUB && url == null ? GITHUB : url;
        try {
            return Destination.parse(Wanted.line("url", text, LONGEST_URL), plainHttp);
        } catch (IllegalArgumentException e) {
            throw Refusal.unusable(
                    "url",
                    "the URL cannot be used: " + e.getMessage(),
                    "https, or http on loopback");
        }
    }

    /// A secret goes nowhere but to where it was given for.
    private static @Nullable Secret kept(Destination destination, Optional<Receiver> present) {
        return present.filter(it -> it.url().equals(destination))
                .map(Receiver::secret)
                .orElse(null);
    }

    private @Nullable Secret secret(Kind wanted, @Nullable Secret kept) {
        return switch (wanted) {
            case SLACK, TEAMS -> {
                requireNone("secret", secret, wanted);
                yield null;
            }
            case GENERIC, GITHUB -> {
                if (secret == null && kept != null) {
                    yield kept;
                }
                var text = Wanted.present("secret", secret);
                if (!SECRET.matcher(text).matches()) {
                    throw Refusal.unusable(
                            "secret",
                            "the secret has " + text.length() + " characters, or other ones",
                            "16 to 500 visible ASCII characters");
                }
                yield new Secret(text);
            }
        };
    }

    private @Nullable String repository(Kind wanted) {
        if (wanted != Kind.GITHUB) {
            requireNone("repository", repository, wanted);
            return null;
        }
        if (!REPOSITORY.matcher(Wanted.present("repository", repository)).matches()) {
            throw Refusal.unusable("repository", "it is no repository's name", "as octo/shop");
        }
        return repository;
    }

    private GithubReport report(Kind wanted) {
        if (wanted != Kind.GITHUB && report != null) {
            throw none("report", wanted);
        }
        return report == null ? GithubReport.STATUS : report;
    }

    private Set<Topic> topics(Kind wanted) {
        if (events == null) {
            return wanted.usualTopics();
        }
        var topics = EnumSet.noneOf(Topic.class);
        for (var topic : events) {
            if (topic == null || !wanted.topics().contains(topic)) {
                throw Refusal.unusable(
                        "events",
                        "a receiver of this kind is not told of that",
                        wanted.topics().stream().sorted().map(Topic::word).toList().toString());
            }
            topics.add(topic);
        }
        if (topics.isEmpty()) {
            throw Refusal.unusable("events", "there are none", "one at least");
        }
        return topics;
    }

    private static void requireNone(String field, @Nullable String value, Kind kind) {
        if (value != null) {
            throw none(field, kind);
        }
    }

    private static Refusal none(String field, Kind kind) {
        return Refusal.unusable(
                field, "a receiver of the kind " + ReceiverStore.word(kind) + " has none", null);
    }
}
