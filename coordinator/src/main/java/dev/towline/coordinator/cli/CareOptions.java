package dev.towline.coordinator.cli;

import dev.towline.coordinator.Care;
import dev.towline.coordinator.backup.Plan;
import dev.towline.coordinator.deployment.EventRetention;
import dev.towline.settings.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options on how the store is cared for.
final class CareOptions {
    @Option(
            names = "--backup-every",
            converter = Span.class,
            paramLabel = "DURATION",
            description = "How often the store is backed up; 0s: only when ordered (default: 1d).")
    private @Nullable Duration backupEvery;

    @Option(
            names = "--backup-folder",
            paramLabel = "DIR",
            description = "Where backups go; best on another disk (default: backups in --data).")
    private @Nullable Path backupFolder;

    @Option(
            names = "--backup-keep",
            paramLabel = "COUNT",
            description = "How many backups are kept (default: 7).")
    private @Nullable Integer backupKeep;

    @Option(
            names = "--events-age",
            converter = Span.class,
            paramLabel = "DURATION",
            description =
                    "Events of deployments that ended longer ago are removed (default: 180d).")
    private @Nullable Duration eventsAge;

    @Option(
            names = "--events-newest",
            paramLabel = "COUNT",
            description =
                    "... but for so many newest deployments of each environment (default: 50).")
    private @Nullable Integer eventsNewest;

    /// What the settings say, with what the options say instead.
    ///
    /// @throws IllegalArgumentException where a number is out of bounds
    Care over(Care given) {
        var backups = given.backups();
        var events = given.events();
        return new Care(
                new Plan(
                        backupFolder == null ? backups.folder() : backupFolder.toAbsolutePath(),
                        backupEvery == null ? backups.every() : backupEvery,
                        backupKeep == null ? backups.keep() : backupKeep),
                new EventRetention.Rule(
                        eventsAge == null ? events.age() : eventsAge,
                        eventsNewest == null ? events.newest() : eventsNewest));
    }

    /// Reads `90s`, `6h`, `1d`.
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .orElseThrow(() ->
                            new TypeConversionException("wanted is a duration as 6h, not " + text));
        }
    }
}
