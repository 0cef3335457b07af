package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.CoordinatorConfig.PlainHttp;
import dev.towline.coordinator.http.Limits;
import dev.towline.coordinator.http.TlsException;
import dev.towline.coordinator.http.TlsFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The coordinator behind its own certificate.
final class TlsTest {
    private static final String ASK = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    private static TestCertificate rsa;
    private static TestCertificate ec;

    @TempDir private Path folder;
    private TlsFiles files;

    @BeforeAll
    static void makeCertificates(@TempDir Path certificates) throws Exception {
        rsa = TestCertificate.make(certificates, "first", "RSA");
        ec = TestCertificate.make(certificates, "second", "EC");
    }

    @BeforeEach
    void write() throws Exception {
        files =
                new TlsFiles(
                        folder.resolve("cert.pem"),
                        folder.resolve("key.pem"),
                        Duration.ofMillis(50));
        rsa.write(files.certificate(), files.key());
    }

    private CoordinatorConfig config(String host) {
        return new CoordinatorConfig(folder.resolve("data"), host, 0, InstantSource.system());
    }

    private Coordinator start() {
        return Coordinator.start(config("127.0.0.1").with(files));
    }

    private static SSLSocket connect(Coordinator coordinator, TestCertificate trusted)
            throws Exception {
        var socket =
                (SSLSocket)
                        trusted.trusted()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", coordinator.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
        var text = new StringBuilder();
        while (!text.toString().endsWith("{\"status\":\"ok\"}")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static boolean answers(Coordinator coordinator, TestCertificate trusted)
            throws Exception {
        try (var socket = connect(coordinator, trusted)) {
            return ask(socket).startsWith("HTTP/1.1 200");
        } catch (SSLException _) {
            return false;
        }
    }

    @Test
    void answersOverTlsToThoseWhoTrustItsCertificate() throws Exception {
        try (var coordinator = start()) {
            assertThat(coordinator.address()).startsWith("https://127.0.0.1:");
            assertThat(answers(coordinator, rsa)).isTrue();
            assertThat(answers(coordinator, ec)).isFalse();
        }
    }

    @Test
    void showsANewCertificateToNewConnectionsAndKeepsTheOldOnes() throws Exception {
        try (var coordinator = start();
                var before = connect(coordinator, rsa)) {
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            var port = coordinator.port();

            ec.write(files.certificate(), files.key());

            Awaitility.await().until(() -> answers(coordinator, ec));
            assertThat(answers(coordinator, rsa)).isFalse();
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            assertThat(coordinator.port()).isEqualTo(port);
        }
    }

    @Test
    void goesOnWithTheOldCertificateUntilTheNewFilesFit() throws Exception {
        try (var coordinator = start()) {
            Files.writeString(
                    files.key(), TestCertificate.pem("PRIVATE KEY", ec.key().getEncoded()));
            assertThat(answers(coordinator, rsa)).isTrue();
            Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----\nhalf");
            assertThat(answers(coordinator, rsa)).isTrue();

            ec.write(files.certificate(), files.key());

            Awaitility.await().until(() -> answers(coordinator, ec));
        }
    }

    @Test
    void endsAConnectionWhoseHandshakeDoesNotCome() throws Exception {
        var usual = Limits.USUAL;
        var limits = new Limits(Duration.ofMillis(300), usual.body(), usual.idle(), 1, 30, 600);
        try (var coordinator = Coordinator.start(config("127.0.0.1").with(files).with(limits));
                var silent = new Socket(InetAddress.getLoopbackAddress(), coordinator.port())) {
            silent.setSoTimeout(10_000);
            // The first bytes of a ClientHello.
            silent.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});

            assertThat(answers(coordinator, rsa)).isTrue();

            assertThat(silent.getInputStream().read()).isNegative();
        }
    }

    @Test
    void doesNotStartWithAKeyThatIsAnothers() throws IOException {
        Files.writeString(files.key(), TestCertificate.pem("PRIVATE KEY", ec.key().getEncoded()));

        assertThatThrownBy(this::start)
                .isInstanceOf(TlsException.class)
                .hasMessageStartingWith("could not use the certificate: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"})
    void saysWhichFormTheKeyMustHave(String form) throws IOException {
        Files.writeString(files.key(), TestCertificate.pem(form, new byte[] {1}));

        assertThatThrownBy(this::start)
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("it is a " + form + "; wanted is PKCS #8");
    }

    @Test
    void servesPlainHttpToOthersOnlyWhenItIsTold() {
        assertThatThrownBy(() -> Coordinator.start(config("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("could not serve on 0.0.0.0")
                .hasMessageContaining("tls.certificate")
                .hasMessageContaining("insecure: true");
        assertThat(folder.resolve("data")).doesNotExist();

        try (var told = Coordinator.start(config("0.0.0.0").with(PlainHttp.EVERYWHERE))) {
            assertThat(told.port()).isPositive();
        }
        try (var safe = Coordinator.start(config("0.0.0.0").with(files))) {
            assertThat(safe.port()).isPositive();
        }
    }

    /// Commands on the coordinator's machine.
    @Nested
    class Asked {
        private Coordinator coordinator;

        @BeforeEach
        void startIt() {
            coordinator = start();
        }

        @AfterEach
        void stop() {
            coordinator.close();
        }

        /// The exit code, and what it said.
        private String run(String... words) {
            var said = new StringWriter();
            var arguments = new ArrayList<>(List.of(words));
            arguments.addAll(List.of("--reason", "a test", "--data", "" + folder.resolve("data")));
            int code = TestCommand.run(said, arguments.toArray(String[]::new));
            return code + " " + said;
        }

        private String ca() {
            return files.certificate().toString();
        }

        @Test
        void tellsNothingToWhomNobodyVouchesFor() {
            assertThat(run("rotate-key")).startsWith("1 ").contains("could not ask", "PKIX");
        }

        @Test
        void saysWhatIsWrongWithTheAuthority() {
            var none = folder.resolve("none.pem").toString();

            assertThat(run("rotate-key", "--ca", none))
                    .startsWith("1 ")
                    .contains("could not use the authority " + none + ": it is missing");
        }

        @Test
        void rotatesItsKeyWhereTheAuthorityVouches() {
            assertThat(run("rotate-key", "--ca", ca())).startsWith("0 rotation 1: ");
        }

        @Test
        void isBackedUpWhereTheAuthorityVouches() {
            var backup = folder.resolve("backup.db");

            assertThat(run("backup", "" + backup, "--ca", ca())).startsWith("0 ");

            assertThat(backup).exists();
        }

        /// It listens on all addresses, say, and none of them is in the certificate.
        @Test
        void isAskedByAnotherNameThanTheFolderTells() throws IOException {
            Files.writeString(folder.resolve("data/address"), "https://127.0.0.2:1\n");
            var url = coordinator.address() + "/";

            assertThat(run("rotate-key", "--ca", ca()))
                    .startsWith("1 ")
                    .contains("nobody answers at https://127.0.0.2:1");
            assertThat(run("rotate-key", "--ca", ca(), "--url", url)).startsWith("0 rotation 1: ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"towline.example.org", "towline:7450", "http://towline.example.org"})
        void showsTheTokenToNobodyByMistake(String url) {
            assertThat(run("rotate-key", "--url", url)).startsWith("2 ");
        }
    }
}
