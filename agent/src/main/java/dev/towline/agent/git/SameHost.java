package dev.towline.agent.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/// Connects only to the host that the repository's address names: a redirect elsewhere could take
/// the token along, or lead into a private network.
final class SameHost implements HttpConnectionFactory {
    private final HttpConnectionFactory connections = new JDKHttpConnectionFactory();
    private final URIish repository;

    SameHost(URIish repository) {
        this.repository = repository;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        requireSameHost(url);
        return connections.create(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        requireSameHost(url);
        return connections.create(url, proxy);
    }

    private void requireSameHost(URL url) throws IOException {
        boolean same =
                url.getProtocol().equals(repository.getScheme())
                        && url.getHost().equalsIgnoreCase(repository.getHost())
                        && port(url.getPort(), url) == port(repository.getPort(), url);
        if (!same) {
            throw new IOException("the host redirects to " + url.getHost() + ", which is refused");
        }
    }

    private static int port(int stated, URL url) {
        return stated > 0 ? stated : url.getDefaultPort();
    }
}
