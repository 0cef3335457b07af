package dev.towline.wire;

/// The body of `POST /api/v1/agents`: a one-time join token becomes an agent's identity.
public record EnrolmentRequest(String joinToken, String host) {
    /// Leaves the token out.
    @Override
    public String toString() {
        return "EnrolmentRequest[host=" + host + "]";
    }
}
