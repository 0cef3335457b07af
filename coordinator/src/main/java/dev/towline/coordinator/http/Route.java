package dev.towline.coordinator.http;

/// One method on one path, what it asks of its caller, and what answers it.
///
/// @param path with parameters in braces, as `/api/v1/builds/{sha}`
/// @param bodyLimit the longest body in bytes
public record Route(
        String method, String path, Permission permission, int bodyLimit, Handler handler) {
    /// Enough for what people and pipelines send.
    private static final int SMALL = 64 * 1024;

    /// Enough for a batch of reports with their evidence.
    private static final int LARGE = 1024 * 1024;

    /// Answers one request.
    @FunctionalInterface
    public interface Handler {
        Answer answer(Call call);
    }

    public static Route get(String path, Permission permission, Handler handler) {
        return new Route("GET", path, permission, SMALL, handler);
    }

    public static Route put(String path, Permission permission, Handler handler) {
        return new Route("PUT", path, permission, SMALL, handler);
    }

    public static Route post(String path, Permission permission, Handler handler) {
        return new Route("POST", path, permission, SMALL, handler);
    }

    public static Route delete(String path, Permission permission, Handler handler) {
        return new Route("DELETE", path, permission, SMALL, handler);
    }

    public Route withLargeBody() {
        return new Route(method, path, permission, LARGE, handler);
    }
}
