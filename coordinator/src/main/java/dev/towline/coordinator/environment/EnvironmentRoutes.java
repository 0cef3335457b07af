package dev.towline.coordinator.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.policy.EnvironmentPolicy;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments`: defined by administrators, seen by all.
public final class EnvironmentRoutes implements Routes {
    private static final String PATH = "/api/v1/environments";
    private static final int LONGEST_REPOSITORY = 500;
    private static final int LONGEST_BRANCH = 200;
    private static final Pattern PASSWORD = Pattern.compile("^[a-z+]+://[^/@]*:[^/@]*@");

    private final Database database;
    private final EnvironmentStore environments;
    private final GenerationSignal orders;
    private final Vm.Directory vms;
    private final RolloutDirectory rollouts;
    private final InstantSource clock;

    public EnvironmentRoutes(
            Database database,
            GenerationSignal orders,
            Directories directories,
            InstantSource clock) {
        this.database = database;
        this.environments = new EnvironmentStore(database);
        this.orders = orders;
        this.vms = directories.vms();
        this.rollouts = directories.rollouts();
        this.clock = clock;
    }

    /// Where that is known which is not the environment's own.
    public record Directories(Vm.Directory vms, RolloutDirectory rollouts) {}

    record Definition(
            @Nullable String repository,
            @Nullable String branch,
            @Nullable JsonNode stack,
            @Nullable PolicyDocument policy) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Permission.READ, this::all),
                Route.get(PATH + "/{environment}", Permission.READ, this::one),
                Route.put(PATH + "/{environment}", Permission.ADMINISTER, this::define));
    }

    private Answer all(Call call) {
        return Answer.ok(
                environments.all().stream()
                        .filter(it -> call.caller().reaches(it.name()))
                        .map(this::view)
                        .toList());
    }

    private Answer one(Call call) {
        return Answer.ok(view(environments.existing(call.environment())));
    }

    private EnvironmentView view(Environment environment) {
        var name = environment.name();
        var now = clock.instant();
        var notices =
                database.read(
                        reading -> Notices.of(reading, name, now, rollouts.of(reading, name, now)));
        return EnvironmentView.of(environment, orders.news(name), vms.of(name), notices);
    }

    private Answer define(Call call) {
        var name = name(call);
        var act = Act.of(call, clock.instant());
        var wanted = wanted(name, call.body(Definition.class), act);
        int status = database.write(transaction -> put(transaction, wanted, act));
        return new Answer.Document(status, Map.of(), view(environments.existing(name)));
    }

    private static EnvironmentName name(Call call) {
        var text = call.parameter("environment", name -> name);
        try {
            return new EnvironmentName(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.unusable("environment", String.valueOf(e.getMessage()), null);
        }
    }

    private static Environment wanted(EnvironmentName name, Definition definition, Act act) {
        var stack = definition.stack();
        if (stack != null && !stack.isNull() && !stack.isObject()) {
            throw Refusal.malformed("stack", "the stack descriptor is an object");
        }
        return new Environment(
                name,
                repository(definition.repository()),
                Wanted.line("branch", definition.branch(), LONGEST_BRANCH),
                stack == null || stack.isNull() ? null : stack,
                PolicyForm.checked(name, definition.policy()),
                act.at(),
                act.at());
    }

    /// A password in the URL would be shown to everyone who may read.
    private static String repository(@Nullable String url) {
        var repository = Wanted.line("repository", url, LONGEST_REPOSITORY);
        if (PASSWORD.matcher(repository).find()) {
            throw Refusal.unusable(
                    "repository",
                    "the URL carries a password; agents have their own credentials",
                    null);
        }
        return repository;
    }

    private int put(Transaction transaction, Environment wanted, Act act) {
        var present = EnvironmentStore.find(transaction, wanted.name());
        requirePromotionSource(transaction, wanted);
        environments.put(transaction, wanted);
        act.record(transaction, "environment-defined", wanted.name().value(), Json.write(wanted));
        return present.isPresent() ? 200 : 201;
    }

    private static void requirePromotionSource(Transaction transaction, Environment wanted) {
        wanted.policy()
                .rules()
                .promotedFrom()
                .map(EnvironmentPolicy.Promotion::environment)
                .filter(source -> EnvironmentStore.find(transaction, source).isEmpty())
                .ifPresent(source -> {
                    throw Refusal.unusable(
                            "policy.promotion.requires.environment",
                            "there is no environment " + source,
                            "an environment that is defined");
                });
    }
}
