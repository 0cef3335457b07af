package dev.towline.coordinator;

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
import dev.towline.settings.DurationText;
import dev.towline.settings.Settings;
import dev.towline.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a coordinator's settings: their defaults, and what they may be.
public final class CoordinatorSettings {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 7450;
    private static final Path DATA = Path.of("/var/lib/towline-coordinator");
    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Settings settings;

    private CoordinatorSettings(Settings settings) {
        this.settings = settings;
    }

    /// Reads a file.
    ///
    /// @param variables the process's environment
    /// @throws SettingsException with everything that is wrong
    public static CoordinatorConfig read(Path file, Map<String, String> variables)
            throws SettingsException {
        return new CoordinatorSettings(Settings.read(file, variables)).read();
    }

    private CoordinatorConfig read() throws SettingsException {
        var data = settings.absolutePath("data").orElse(DATA);
        var host = settings.text("host").orElse(HOST);
        int port = settings.value("port", it -> number(it, 0, 65_535), "0 to 65535").orElse(PORT);
        var insecure = settings.flag("insecure").orElse(false);
        var limits = limits(settings.section("limits"));
        var tls = tls(settings.section("tls"));
        var issuers = issuers();
        var care = care(settings.section("backups"), settings.section("events"));
        var notifying = notifying(settings.section("notifications"));
        settings.finish();
        return new CoordinatorConfig(data, host, port, InstantSource.system())
                .with(limits)
                .with(insecure ? PlainHttp.EVERYWHERE : PlainHttp.ON_LOOPBACK)
                .with(tls)
                .with(issuers)
                .with(care)
                .with(notifying);
    }

    private static Care care(Settings backups, Settings events) {
        var plan = Plan.USUAL;
        var rule = EventRetention.Rule.USUAL;
        return new Care(
                new Plan(
                        backups.absolutePath("folder").orElse(plan.folder()),
                        span(backups, "every", plan.every()),
                        count(backups, "keep", plan.keep())),
                new EventRetention.Rule(
                        span(events, "age", rule.age()), count(events, "newest", rule.newest())));
    }

    /// Zero has a meaning here.
    private static Duration span(Settings section, String key, Duration usual) {
        return section.value(key, DurationText::parse, "a duration as 6h or 1d").orElse(usual);
    }

    private static Limits limits(Settings section) {
        var usual = Limits.USUAL;
        return new Limits(
                time(section, "headTime", usual.head()),
                time(section, "bodyTime", usual.body()),
                time(section, "idleTime", usual.idle()),
                count(section, "connections", usual.connections()),
                count(section, "failuresPerAddress", usual.failuresPerAddress()),
                count(section, "failures", usual.failures()));
    }

    private static Duration time(Settings section, String key, Duration usual) {
        var time = section.duration(key).orElse(usual);
        if (time.compareTo(LONGEST) > 0) {
            section.wrong(key, "must be 1h at most");
        }
        return time;
    }

    private static int count(Settings section, String key, int usual) {
        return section.value(key, it -> number(it, 1, MOST), "1 to " + MOST).orElse(usual);
    }

    private static Optional<Integer> number(String text, int least, int most) {
        return text.matches("[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text)).filter(it -> it >= least && it <= most)
                : Optional.empty();
    }

    private static @Nullable TlsFiles tls(Settings section) {
        var certificate = section.absolutePath("certificate");
        var key = section.absolutePath("key");
        if (certificate.isPresent() != key.isPresent()) {
            section.wrong(
                    certificate.isPresent() ? "certificate" : "key",
                    "must come with both tls.certificate and tls.key");
        }
        return certificate.isPresent() && key.isPresent()
                ? new TlsFiles(certificate.get(), key.get())
                : null;
    }

    private static Notifying notifying(Settings section) {
        var url = section.uri("publicUrl");
        url.filter(it -> !Notifying.isUsable(it))
                .ifPresent(_ ->
                        section.wrong(
                                "publicUrl", "must be http or https, without a query or an end"));
        var insecure = section.flag("insecure").orElse(false);
        return new Notifying(
                url.filter(Notifying::isUsable).orElse(null),
                insecure ? Destination.PlainHttp.ANYWHERE : Destination.PlainHttp.ON_LOOPBACK);
    }

    private List<TrustedIssuer> issuers() {
        var issuers = new ArrayList<TrustedIssuer>();
        settings.sections("oidc")
                .forEach((name, section) -> {
                    section.require("issuer");
                    section.require("jwksUrl");
                    section.require("audience");
                    var issuer = section.text("issuer");
                    var audience = section.text("audience");
                    var url = section.uri("jwksUrl");
                    url.filter(it -> !TrustedIssuer.isSafe(it))
                            .ifPresent(_ ->
                                    section.wrong(
                                            "jwksUrl", "must be https, or http on this machine"));
                    var rules = rules(section);
                    if (issuer.isPresent()
                            && audience.isPresent()
                            && url.filter(TrustedIssuer::isSafe).isPresent()) {
                        issuers.add(
                                new TrustedIssuer(
                                        name, issuer.get(), url.get(), audience.get(), rules));
                    }
                });
        return issuers;
    }

    private static List<TrustRule> rules(Settings issuer) {
        var rules = new ArrayList<TrustRule>();
        var sections = issuer.sections("rules");
        if (sections.isEmpty()) {
            issuer.wrong("rules", "must name one rule at least");
        }
        sections.values().forEach(it -> rule(it).ifPresent(rules::add));
        return rules;
    }

    private static Optional<TrustRule> rule(Settings section) {
        List.of("role", "repository", "branch", "environments").forEach(section::require);
        var role = section.value("role", CoordinatorSettings::role, "ci or deployer");
        var repository = section.value("repository", CoordinatorSettings::filled, "as acme/shop");
        var branch = section.value("branch", CoordinatorSettings::filled, "a branch's name");
        var reach = reach(section);
        var claims = claims(section);
        return role.filter(_ -> repository.isPresent() && branch.isPresent() && reach.isPresent())
                .map(it -> new TrustRule(it, reach.get(), repository.get(), branch.get(), claims));
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(it -> !it.isBlank());
    }

    private static Optional<Role> role(String word) {
        return List.of(Role.CI, Role.DEPLOYER).stream()
                .filter(it -> it.word().equals(word))
                .findFirst();
    }

    private static Optional<Reach> reach(Settings section) {
        var names = section.list("environments");
        if (names.equals(List.of(Reach.EVERYWHERE))) {
            return Optional.of(Reach.all());
        }
        if (names.isEmpty()) {
            section.wrong("environments", "must be names, or [\"*\"] for all");
        }
        var environments = new HashSet<EnvironmentName>();
        for (var name : names) {
            try {
                environments.add(new EnvironmentName(name));
            } catch (IllegalArgumentException e) {
                section.wrong("environments", "must be names, or [\"*\"]: " + e.getMessage());
            }
        }
        return environments.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reach.Only(environments));
    }

    /// A list of `name=value`.
    private static Map<String, String> claims(Settings section) {
        var claims = new HashMap<String, String>();
        for (var claim : section.list("claims")) {
            int sign = claim.indexOf('=');
            if (sign < 1
                    || claims.put(claim.substring(0, sign), claim.substring(sign + 1)) != null) {
                section.wrong("claims", "must be a list of name=value, each name once");
            }
        }
        return claims;
    }
}
