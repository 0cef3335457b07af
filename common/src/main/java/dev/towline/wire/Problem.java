package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A problem document (RFC 9457).
///
/// @param type a URI reference that names the kind of problem, as `/problems/unknown-field`
/// @param detail what is wrong, and how to mend it
/// @param field the field of the request that is wrong, as `sha`
/// @param limit the limit that was exceeded or the form that is wanted
/// @param rule the first rule that forbids it, with what it saw and what would satisfy it
/// @param broken all rules that forbid it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String limit,
        @Nullable String rule,
        @Nullable Map<String, String> facts,
        @Nullable String remedy,
        @Nullable List<Broken> broken) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /// A rule that forbids what was asked for.
    public record Broken(String rule, String detail, Map<String, String> facts, String remedy) {}

    /// One that no rule is broken by.
    public Problem(
            String type,
            String title,
            int status,
            String detail,
            @Nullable String field,
            @Nullable String limit) {
        this(type, title, status, detail, field, limit, null, null, null, null);
    }
}
