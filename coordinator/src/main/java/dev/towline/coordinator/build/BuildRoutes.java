package dev.towline.coordinator.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.store.Database;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `/api/v1/builds` and `/api/v1/builds/{sha}`: CI says how a commit's build ended; the last word
/// counts.
public final class BuildRoutes implements Routes {
    private static final String ALL = "/api/v1/builds";
    private static final String PATH = ALL + "/{sha}";
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_IMAGES = 200;
    private static final int LONGEST_REFERENCE = 500;
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_URL = 2000;

    private final Database database;
    private final InstantSource clock;

    public BuildRoutes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    record Registration(
            @Nullable BuildStatus status,
            @Nullable Map<String, @Nullable ImageDigest> images,
            @Nullable String url,
            @Nullable Instant commitTime,
            @Nullable String subject) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put(PATH, Permission.REGISTER_BUILD, this::register),
                Route.get(PATH, Permission.READ, this::one),
                Route.get(ALL, Permission.READ, this::newest));
    }

    private Answer register(Call call) {
        var act = Act.of(call, clock.instant());
        var build = build(sha(call), call.body(Registration.class), act);
        return database.write(transaction -> {
            var present = BuildStore.find(transaction, build.sha());
            BuildStore.put(transaction, build);
            act.record(
                    transaction,
                    "build-registered",
                    build.sha().toString(),
                    Json.write(Registered.of(build, present)));
            var stored = BuildStore.find(transaction, build.sha()).orElseThrow();
            return new Answer.Document(present.isPresent() ? 200 : 201, Map.of(), stored);
        });
    }

    /// Orders are given on the strength of it, so the log has all of it that they go by.
    ///
    /// @param before what it takes the place of; null: there was none
    private record Registered(
            BuildStatus status,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BuildStatus before,
            SortedMap<String, ImageDigest> images,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url) {
        static Registered of(Build build, Optional<Build> before) {
            return new Registered(
                    build.status(),
                    before.map(Build::status).orElse(null),
                    new TreeMap<>(build.images()),
                    build.url());
        }
    }

    private Build build(CommitSha sha, Registration wanted, Act act) {
        var url = wanted.url();
        var subject = wanted.subject();
        return new Build(
                0,
                sha,
                Wanted.present("status", wanted.status()),
                images(wanted.images()),
                url == null ? null : Wanted.line("url", url, LONGEST_URL),
                act.who(),
                act.at(),
                commitTime(wanted.commitTime()),
                subject == null ? null : Wanted.line("subject", subject, LONGEST_SUBJECT));
    }

    /// What git can tell; the store cannot keep every time that can be written.
    private static @Nullable Instant commitTime(@Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST))) {
            throw Refusal.unusable("commitTime", "no commit is of " + time, "1970 to 9999");
        }
        return time;
    }

    private static Map<String, ImageDigest> images(
            @Nullable Map<String, @Nullable ImageDigest> images) {
        if (images == null) {
            return Map.of();
        }
        if (images.size() > MOST_IMAGES) {
            throw Refusal.unusable(
                    "images", "there are " + images.size() + " images", MOST_IMAGES + " at most");
        }
        var checked = new LinkedHashMap<String, ImageDigest>();
        images.forEach((reference, digest) ->
                checked.put(
                        Wanted.line("images", reference, LONGEST_REFERENCE),
                        Wanted.present("images." + reference, digest)));
        return checked;
    }

    private Answer newest(Call call) {
        var page = Page.of(call);
        return Answer.ok(database.read(reading -> BuildStore.newestFirst(reading, page)));
    }

    private Answer one(Call call) {
        var sha = sha(call);
        return Answer.ok(
                database.read(reading -> BuildStore.find(reading, sha))
                        .orElseThrow(() -> Refusal.notFound("build of " + sha)));
    }

    private static CommitSha sha(Call call) {
        var text = call.parameter("sha", sha -> sha);
        try {
            return new CommitSha(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.unusable("sha", String.valueOf(e.getMessage()), "40 hex digits");
        }
    }
}
