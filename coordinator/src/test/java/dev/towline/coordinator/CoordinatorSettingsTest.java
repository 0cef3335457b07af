package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.coordinator.CoordinatorConfig.PlainHttp;
import dev.towline.coordinator.access.TrustRule;
import dev.towline.coordinator.access.TrustedIssuer;
import dev.towline.coordinator.backup.Plan;
import dev.towline.coordinator.deployment.EventRetention;
import dev.towline.coordinator.http.Limits;
import dev.towline.coordinator.http.Reach;
import dev.towline.coordinator.http.Role;
import dev.towline.coordinator.http.TlsFiles;
import dev.towline.coordinator.notify.Destination;
import dev.towline.coordinator.notify.Notifying;
import dev.towline.ids.EnvironmentName;
import dev.towline.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoordinatorSettingsTest {
    @TempDir private Path folder;

    private CoordinatorConfig read(String yaml) throws IOException, SettingsException {
        var file = Files.writeString(folder.resolve("coordinator.yml"), yaml);
        return CoordinatorSettings.read(file, Map.of());
    }

    @Test
    void hasADefaultForEverything() throws Exception {
        var config = read("");

        assertThat(config.data()).isEqualTo(Path.of("/var/lib/towline-coordinator"));
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(7450);
        assertThat(config.plainHttp()).isEqualTo(PlainHttp.ON_LOOPBACK);
        assertThat(config.limits()).isEqualTo(Limits.USUAL);
        assertThat(config.tls()).isNull();
        assertThat(config.issuers()).isEmpty();
        assertThat(config.care()).isEqualTo(Care.USUAL);
    }

    @Test
    void readsWhatIsSaid() throws Exception {
        var config =
                read(
                        """
                        data: /srv/towline
                        host: 0.0.0.0
                        port: 443
                        insecure: true
                        tls: { certificate: /etc/tls/chain.pem, key: /etc/tls/key.pem }
                        limits:
                          headTime: 3s
                          bodyTime: 4s
                          idleTime: 5s
                          connections: 6
                          failuresPerAddress: 7
                          failures: 8
                        backups: { every: 0s, folder: /srv/backups, keep: 9 }
                        events: { age: 30d, newest: 10 }
                        oidc:
                          github:
                            issuer: https://token.actions.githubusercontent.com
                            jwksUrl: https://token.actions.githubusercontent.com/.well-known/jwks
                            audience: towline
                            rules:
                              release:
                                role: deployer
                                repository: acme/shop
                                branch: main
                                environments: [staging]
                                claims: ["environment=live"]
                              build:
                                role: ci
                                repository: acme/shop
                                branch: main
                                environments: ["*"]
                        """);

        assertThat(config.data()).isEqualTo(Path.of("/srv/towline"));
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(443);
        assertThat(config.plainHttp()).isEqualTo(PlainHttp.EVERYWHERE);
        assertThat(config.tls())
                .isEqualTo(
                        new TlsFiles(Path.of("/etc/tls/chain.pem"), Path.of("/etc/tls/key.pem")));
        assertThat(config.limits())
                .isEqualTo(
                        new Limits(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                6,
                                7,
                                8));
        assertThat(config.care())
                .isEqualTo(
                        new Care(
                                new Plan(Path.of("/srv/backups"), Duration.ZERO, 9),
                                new EventRetention.Rule(Duration.ofDays(30), 10)));
        assertThat(config.issuers())
                .containsExactly(
                        new TrustedIssuer(
                                "github",
                                "https://token.actions.githubusercontent.com",
                                URI.create(
                                        "https://token.actions.githubusercontent.com/.well-known/jwks"),
                                "towline",
                                List.of(
                                        new TrustRule(
                                                Role.DEPLOYER,
                                                new Reach.Only(
                                                        Set.of(new EnvironmentName("staging"))),
                                                "acme/shop",
                                                "main",
                                                Map.of("environment", "live")),
                                        new TrustRule(
                                                Role.CI,
                                                Reach.all(),
                                                "acme/shop",
                                                "main",
                                                Map.of()))));
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        assertThatThrownBy(() ->
                        read(
                                """
                                data: here
                                port: 70000
                                tls: { key: /etc/key.pem }
                                limits: { headTime: 2h, connections: 0, speed: 1 }
                                oidc:
                                  github:
                                    issuer: https://x
                                    jwksUrl: http://x/keys
                                    rules:
                                      a: { role: admin, repository: acme/shop, environments: [No] }
                                      b: { role: ci, repository: a/b, branch: main, environments: [], claims: [x] }
                                  other: {}
                                """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "data must be an absolute path",
                        "port must be 0 to 65535",
                        "tls.key must come with both",
                        "limits.headTime must be 1h at most",
                        "limits.connections must be 1 to 1000000",
                        "limits.speed is unknown",
                        "oidc.github.audience is missing",
                        "oidc.github.jwksUrl must be https",
                        "oidc.github.rules.a.role must be ci or deployer",
                        "oidc.github.rules.a.branch is missing",
                        "oidc.github.rules.a.environments must be names",
                        "oidc.github.rules.b.environments",
                        "oidc.github.rules.b.claims must be a list of name=value",
                        "oidc.other.issuer is missing",
                        "oidc.other.rules must name one rule");
    }

    @Test
    void readsHowReceiversAreTold() throws Exception {
        var config =
                read(
                        """
                        notifications: { publicUrl: "https://towline.example.com", insecure: true }
                        """);

        assertThat(config.notifying())
                .isEqualTo(
                        new Notifying(
                                URI.create("https://towline.example.com"),
                                Destination.PlainHttp.ANYWHERE));
        assertThat(read("").notifying()).isEqualTo(Notifying.USUAL);
    }

    @Test
    void refusesAPublicUrlThatLinksCannotBeginWith() {
        assertThatThrownBy(() -> read("notifications: { publicUrl: \"https://x.example?a=b\" }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("notifications.publicUrl");
    }
}
