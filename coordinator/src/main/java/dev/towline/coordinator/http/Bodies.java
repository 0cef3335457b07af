package dev.towline.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.towline.wire.Json;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;

/// Reads request bodies strictly, and says of a bad one which field is wrong.
final class Bodies {
    /// A number is no text either.
    private static final JsonMapper STRICT =
            Json.MAPPER
                    .rebuild()
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private Bodies() {}

    static <T> T parse(byte[] body, Class<T> type) {
        if (body.length == 0) {
            throw Refusal.malformed(null, "the request has no body; a JSON object is wanted");
        }
        try {
            return Objects.requireNonNull(STRICT.readValue(body, type));
        } catch (NullPointerException _) {
            throw Refusal.malformed(null, "the body is null; a JSON object is wanted");
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /// The field's text, whatever else the body is; empty where there is none.
    static String text(byte[] body, String field) {
        try {
            return STRICT.readTree(body).path(field).asText("");
        } catch (IOException _) {
            return "";
        }
    }

    private static Refusal refusal(IOException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException e -> Refusal.unknownField(path(e), known(e));
            case ValueInstantiationException e -> unusable(e);
            case InvalidFormatException e -> Refusal.malformed(path(e), wanted(e));
            case MismatchedInputException e -> Refusal.malformed(path(e), wanted(e));
            case JsonMappingException e when e.getCause() instanceof StreamConstraintsException ->
                    Refusal.malformed(path(e), "the body is nested too deeply or too long");
            case JsonProcessingException e ->
                    Refusal.malformed(null, "the body is not JSON" + place(e));
            default -> Refusal.malformed(null, "the body cannot be read");
        };
    }

    private static Refusal unusable(ValueInstantiationException e) {
        var said = e.getCause() instanceof IllegalArgumentException own ? own.getMessage() : null;
        var field = path(e);
        var detail = said == null ? "a part is missing or has no usable value" : said;
        return Refusal.unusable(field.isEmpty() ? "(body)" : field, detail, null);
    }

    private static String known(UnrecognizedPropertyException e) {
        var ids = e.getKnownPropertyIds();
        return ids == null
                ? "none"
                : ids.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    /// Says the wanted type in JSON's words; Jackson's own message names classes.
    private static String wanted(MismatchedInputException e) {
        var type = e.getTargetType();
        if (type == null) {
            return "the value has the wrong type";
        }
        if (type.isEnum()) {
            return "the value is none of the words that are allowed here";
        }
        return "the value has the wrong type; wanted is " + word(type);
    }

    private static String word(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        return "an object or a string of the documented form";
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
