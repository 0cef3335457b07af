package dev.towline.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// An answer whose body is still on the wire; closing it ends the connection.
record SocketResponse(EngineConnection connection, ResponseHead head, InputStream body)
        implements DockerHttpClient.Response {

    @Override
    public int getStatusCode() {
        return head.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return head.fields();
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        connection.close();
    }
}
