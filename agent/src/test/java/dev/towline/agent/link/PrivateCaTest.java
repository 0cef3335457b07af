package dev.towline.agent.link;

import static dev.towline.agent.link.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Enrolment;
import dev.towline.wire.EnrolmentRequest;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator with https, for which no public authority vouches.
@Timeout(60)
final class PrivateCaTest {
    private static final String PASSWORD = "changeit";
    private static final EnrolmentRequest REQUEST = new EnrolmentRequest("join-me", "vm");
    private static final Enrolment ENROLMENT =
            new Enrolment(
                    new AgentId("vm-1"),
                    new EnvironmentName("production"),
                    "token",
                    KEY.verifyingKey());

    @TempDir private Path folder;
    private HttpsServer server;
    private URI uri;
    private Path ca;

    @BeforeEach
    void start() throws Exception {
        var store = folder.resolve("server.p12");
        ca = folder.resolve("ca.pem");
        keytool(
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=coordinator",
                        "-ext",
                        "SAN=IP:127.0.0.1"),
                store);
        keytool(List.of("-exportcert", "-rfc", "-file", ca.toString()), store);
        server =
                HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext(
                "/",
                exchange -> {
                    var body = Json.bytes(ENROLMENT);
                    exchange.sendResponseHeaders(201, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void keytool(List<String> arguments, Path store)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-alias", "it", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static SSLContext context(Path store) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void talksToTheCoordinatorThatTheAuthorityVouchesFor() throws Exception {
        assertThat(CoordinatorLink.enrol(uri, ca, REQUEST)).isEqualTo(ENROLMENT);
    }

    @Test
    void tellsNothingToACoordinatorThatNobodyVouchesFor() {
        assertThatThrownBy(() -> CoordinatorLink.enrol(uri, REQUEST))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("certificate");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        var empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> CoordinatorLink.enrol(uri, empty, REQUEST))
                .isInstanceOf(LinkException.class)
                .hasMessage("could not use the authority " + empty + ": it has no certificate");
    }
}
