package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.coordinator.Requests.Good;
import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQL in every text of every request: it is refused, or kept letter by letter, and never run.
final class SqlAttackTest {
    private static final List<String> ATTACKS =
            List.of(
                    "'; DROP TABLE tokens; --",
                    "x', '', 0); DELETE FROM deployments; --",
                    "\" OR \"1\"=\"1",
                    "' OR '1'='1",
                    "' UNION SELECT id, secret_hash FROM tokens --",
                    "?1 :name @name $name %27 \\' ''",
                    "'||(SELECT secret_hash FROM tokens LIMIT 1)||'");

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private Requests requests;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        var agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
        requests = new Requests(coordinator, agent);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void knowsABodyForEveryRouteThatTakesOne() {
        var routes =
                coordinator.running().routes().stream()
                        .filter(it -> it.method().equals("PUT") || it.method().equals("POST"))
                        .map(it -> it.method() + " " + it.path());

        assertThat(requests.all().keySet()).containsExactlyInAnyOrderElementsOf(routes.toList());
    }

    @Test
    void sendsBodiesThatAreGoodAsLongAsNobodySpoilsThem() {
        requests.all()
                .forEach((route, all) ->
                        all.forEach(good ->
                                assertThat(send(good.get()).status())
                                        .as("%s", route)
                                        .isLessThan(300)));
    }

    private TestCoordinator.Reply send(Good good) {
        return coordinator.send(good.method(), good.path(), good.token(), Json.write(good.body()));
    }

    @Test
    void keepsWhatItTakesLetterByLetter() throws SQLException {
        var taken = new ArrayList<String>();
        var tables = tables();

        for (var all : requests.all().values()) {
            for (var good : all) {
                for (var place : Requests.texts(good.get().body())) {
                    for (var attack : ATTACKS) {
                        var marked = attack + " #" + taken.size();
                        if (isTaken(good.get(), place, marked)) {
                            taken.add(marked);
                            assertThat(isIn(cells(), marked)).as("%s %s", place, marked).isTrue();
                        }
                    }
                }
            }
        }

        // Many fields take any line; should none, this test would prove nothing.
        assertThat(taken).hasSizeGreaterThan(100);
        assertThat(tables()).isEqualTo(tables);
        assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(query("PRAGMA foreign_key_check")).isEmpty();
    }

    private boolean isTaken(Good good, JsonPointer place, String text) {
        var body = Requests.with(good.body(), place, text);
        var reply = coordinator.send(good.method(), good.path(), good.token(), Json.write(body));
        assertThat(reply.status()).as("%s %s %s", good.path(), place, text).isLessThan(500);
        assertThat(reply.raw().body()).doesNotContain("SQLITE", "syntax error");
        return reply.status() < 300;
    }

    private static boolean isIn(List<String> cells, String text) {
        var quoted = Json.write(text);
        var inJson = quoted.substring(1, quoted.length() - 1);
        return cells.stream().anyMatch(it -> it.contains(text) || it.contains(inJson));
    }

    @Test
    void keepsKeysLetterByLetter() throws SQLException {
        for (var attack : ATTACKS) {
            var body = (ObjectNode) Requests.parse("{\"status\":\"passed\",\"images\":{}}");
            ((ObjectNode) body.get("images")).put(attack, "sha256:" + "a".repeat(64));
            assertThat(coordinator.put("/api/v1/builds/" + SHA_1, Json.write(body)).status())
                    .isLessThan(300);

            assertThat(isIn(query("SELECT images FROM builds"), attack)).isTrue();
        }
    }

    @Test
    void findsNothingByPathsQueriesAndHeaders() throws SQLException {
        var tables = tables();

        for (var route : coordinator.running().routes()) {
            for (var attack : ATTACKS) {
                var encoded = URLEncoder.encode(attack, StandardCharsets.UTF_8).replace("+", "%20");
                var path = route.path().replaceAll("\\{\\w+}", encoded);
                var query = "?before=" + encoded + "&agent=" + encoded + "&reason=" + encoded;
                var request =
                        coordinator
                                .request(route.method(), path + query, coordinator.admin, "")
                                .header("If-Match", attack)
                                .header("Last-Event-ID", attack)
                                .header("Idempotency-Key", attack)
                                .header("If-None-Match", attack);
                var reply = coordinator.send(request.build());
                assertThat(reply.status()).as("%s %s", route.method(), path).isLessThan(500);
                assertThat(reply.raw().body()).doesNotContain("SQLITE", "secret_hash\":");
            }
        }

        assertThat(tables()).isEqualTo(tables);
        assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void keepsAKeyOfARepeatedRequestLetterByLetter() throws SQLException {
        for (var attack : ATTACKS) {
            var request =
                    coordinator
                            .request(
                                    "PUT",
                                    "/api/v1/environments/production/desired",
                                    coordinator.admin,
                                    TestCoordinator.order(SHA_1))
                            .header("Idempotency-Key", attack);

            assertThat(coordinator.send(request.build()).status()).isEqualTo(202);

            assertThat(query("SELECT key FROM idempotency")).contains(attack);
        }
    }

    private List<String> tables() throws SQLException {
        return query("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema");
    }

    private List<String> cells() throws SQLException {
        var cells = new ArrayList<String>();
        for (var table : query("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            cells.addAll(query("SELECT * FROM " + table));
        }
        return cells;
    }

    /// Every cell of the answer, as text.
    private List<String> query(String sql) throws SQLException {
        var cells = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("towline.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
            }
        }
        return cells;
    }
}
