package dev.towline.coordinator.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.wire.Json;
import java.lang.ref.SoftReference;
import java.util.List;

/// `GET /api/v1/openapi`.
public final class OpenApiRoutes implements Routes {
    private static final String MEDIA_TYPE = "application/json";

    /// Read when it is asked for, and let go when memory is wanted.
    private volatile SoftReference<String> document = new SoftReference<>(null);

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/openapi",
                        Permission.READ,
                        _ -> new Answer.Text(MEDIA_TYPE, document())));
    }

    private String document() {
        var present = document.get();
        if (present != null) {
            return present;
        }
        JsonNode read = OpenApi.document();
        var text = Json.write(read);
        document = new SoftReference<>(text);
        return text;
    }
}
