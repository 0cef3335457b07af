package dev.towline.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.coordinator.Description.Operation;
import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A request that was made up from the document.
///
/// @param operation what it was meant for
/// @param body its bytes, as ISO 8859-1
record RandomRequest(
        Operation operation, String method, String path, Map<String, String> headers, String body) {
    /// Half surrogates have no other form.
    private static final JsonMapper ESCAPING =
            Json.MAPPER
                    .rebuild()
                    .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)
                    .build();

    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

    /// Whether it is one for the operation; else the answer may be another's.
    boolean isMeant() {
        return method.equals(operation.method()) && slashes(path) == slashes(operation.path());
    }

    private static long slashes(String path) {
        return path.chars().takeWhile(it -> it != '?').filter(it -> it == '/').count();
    }

    @Override
    public String toString() {
        return method
                + " "
                + path
                + " "
                + headers
                + " "
                + body.substring(0, Math.min(body.length(), 400));
    }

    /// Makes them up.
    ///
    /// @param tokens those that a request may bring
    record Source(Description description, Map<String, List<String>> known, List<String> tokens) {
        RandomRequest next(long seed) {
            return new Making(this, new Random(seed)).request();
        }
    }

    private static final class Making {
        private final Source source;
        private final Random random;
        private final RandomValues values;

        Making(Source source, Random random) {
            this.source = source;
            this.random = random;
            this.values = new RandomValues(random, source.description(), source.known());
        }

        RandomRequest request() {
            var operation = values.one(source.description().operations());
            var method = random.nextInt(40) == 0 ? values.one(METHODS) : operation.method();
            return new RandomRequest(
                    operation,
                    method,
                    path(operation) + query(operation),
                    headers(operation),
                    new String(body(operation), StandardCharsets.ISO_8859_1));
        }

        private String path(Operation operation) {
            var path = operation.path();
            for (var parameter : source.description().parameters(operation)) {
                if (parameter.path("in").asText().equals("path")) {
                    var value = value(parameter);
                    path =
                            path.replace(
                                    "{" + parameter.path("name").asText() + "}", encoded(value));
                }
            }
            return random.nextInt(50) == 0 ? path + "/" + encoded(values.text()) : path;
        }

        private String query(Operation operation) {
            var query = new StringBuilder();
            for (var parameter : source.description().parameters(operation)) {
                if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.path("name").asText())
                            .append('=')
                            .append(encoded(value(parameter)));
                }
            }
            return random.nextInt(20) == 0
                    ? query + "?" + encoded(values.text())
                    : query.toString();
        }

        /// The last of them brings no token, or one that is good for nothing.
        private Map<String, String> headers(Operation operation) {
            var headers = new LinkedHashMap<String, String>();
            var token = random.nextInt(3) == 0 ? values.one(source.tokens()) : fit(operation);
            if (!token.isEmpty()) {
                headers.put("Authorization", "Bearer " + token);
            }
            for (var parameter : source.description().parameters(operation)) {
                if (parameter.path("in").asText().equals("header") && random.nextBoolean()) {
                    var name = parameter.path("name").asText();
                    var value = name.equals("Prefer") ? preference() : value(parameter);
                    headers.put(name, value.replaceAll("[^\\x20-\\x7e]", "?"));
                }
            }
            return headers;
        }

        /// The first is an administrator's, the second an agent's.
        private String fit(Operation operation) {
            return source.tokens().get(operation.permission().equals("agent") ? 1 : 0);
        }

        /// Nobody is to wait long.
        private String preference() {
            return random.nextInt(10) == 0 ? "wait=1" : values.one(List.of("wait=0", "wait=", "x"));
        }

        private String value(JsonNode parameter) {
            if (random.nextInt(5) == 0) {
                return values.text();
            }
            var isShown = parameter.has("example") && random.nextBoolean();
            return isShown
                    ? parameter.path("example").asText()
                    : values.good(parameter.path("schema")).asText();
        }

        private byte[] body(Operation operation) {
            var schema = source.description().body(operation);
            if (schema.isEmpty()) {
                return random.nextInt(20) == 0 ? bytes(values.junk()) : new byte[0];
            }
            var body = values.good(schema.get());
            for (int i = random.nextInt(3); i > 0; i--) {
                values.spoil(body);
            }
            return random.nextInt(12) == 0 ? broken(bytes(body)) : bytes(body);
        }

        private static byte[] bytes(JsonNode body) {
            try {
                return ESCAPING.writeValueAsBytes(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        private byte[] broken(byte[] body) {
            return switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
                case 1 -> Arrays.copyOf(body, body.length + 3);
                case 2 -> ("[".repeat(5000) + "]".repeat(5000)).getBytes(StandardCharsets.US_ASCII);
                case 3 ->
                        ("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                                .getBytes(StandardCharsets.US_ASCII);
                case 4 -> new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'};
                default -> {
                    var noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    yield noise;
                }
            };
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
