package dev.towline.coordinator.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The builds in the store.
public final class BuildStore {
    private static final TypeReference<Map<String, ImageDigest>> IMAGES = new TypeReference<>() {};

    private BuildStore() {}

    static void put(Transaction transaction, Build build) {
        transaction.update(
                "INSERT OR REPLACE INTO builds"
                        + " (sha, status, images, url, recorded_by, recorded_at, commit_time,"
                        + " subject, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (SELECT ifnull(max(number), 0) + 1 FROM builds))",
                build.sha(),
                build.status().name().toLowerCase(Locale.ROOT),
                Json.write(build.images()),
                build.url(),
                build.recordedBy(),
                build.recordedAt(),
                build.commitTime(),
                build.subject());
    }

    static List<Build> newestFirst(Reading reading, Page page) {
        return reading.list(
                BuildStore::build,
                "SELECT * FROM builds WHERE number < ? ORDER BY number DESC LIMIT ?",
                page.before(),
                page.limit());
    }

    public static Optional<Build> find(Reading reading, CommitSha sha) {
        return reading.first(BuildStore::build, "SELECT * FROM builds WHERE sha = ?", sha);
    }

    private static Build build(Row row) {
        return new Build(
                row.number("number"),
                new CommitSha(row.text("sha")),
                BuildStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                images(row.text("images")),
                row.textOrNull("url"),
                row.text("recorded_by"),
                row.instant("recorded_at"),
                row.instantOrNull("commit_time"),
                row.textOrNull("subject"));
    }

    private static Map<String, ImageDigest> images(String json) {
        try {
            return Json.MAPPER.readValue(json, IMAGES);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read stored images: " + e.getOriginalMessage());
        }
    }
}
