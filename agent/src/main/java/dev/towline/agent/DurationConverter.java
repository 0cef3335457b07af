package dev.towline.agent;

import dev.towline.settings.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations on the command line, as `90s`, `15m`, `2h` or `3d`.
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public Duration convert(String text) {
        return DurationText.parse(text)
                .filter(it -> it.compareTo(LONGEST) <= 0)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'" + text + "' must be a duration up to 30d, as 90s, 15m or 2h"));
    }
}
