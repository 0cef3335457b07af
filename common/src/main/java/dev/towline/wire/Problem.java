package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A problem document (RFC 9457).
///
/// @param type a URI reference that names the kind of problem, as `/problems/unknown-field`
/// @param detail what is wrong, and how to mend it
/// @param field the field of the request that is wrong, as `sha`
/// @param limit the limit that was exceeded or the form that is wanted
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String limit) {
    public static final String MEDIA_TYPE = "application/problem+json";
}
