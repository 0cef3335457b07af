package dev.towline.coordinator;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.towline.coordinator.Description.Operation;
import dev.towline.coordinator.http.Route;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The document under `/api/v1/openapi` is right about the routes and about what they answer.
///
/// A new route is described in `src/main/resources/dev/towline/coordinator/api`, and `Tour` shows
/// an answer of it.
final class OpenApiTest {
    @TempDir private static Path data;
    private static TestCoordinator coordinator;
    private static Description description;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(data);
        description = Description.of(coordinator);
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        var routes =
                coordinator.running().routes().stream()
                        .map(OpenApiTest::line)
                        .collect(toCollection(TreeSet::new));
        var described =
                description.operations().stream()
                        .map(it -> it + " asks for " + it.permission())
                        .collect(toCollection(TreeSet::new));

        assertThat(without(routes, described)).as("routes that are not described so").isEmpty();
        assertThat(without(described, routes)).as("described, and no such route").isEmpty();
    }

    private static String line(Route route) {
        var permission = route.permission().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return route.method() + " " + route.path() + " asks for " + permission;
    }

    private static Set<String> without(Set<String> one, Set<String> other) {
        var rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }

    @Test
    void isOpenApi() throws IOException {
        JsonNode schema;
        try (var in = getClass().getResourceAsStream("openapi-3.1.schema.yaml")) {
            schema =
                    Json.MAPPER.valueToTree(
                            new Load(LoadSettings.builder().build())
                                    .loadFromInputStream(Objects.requireNonNull(in)));
        }
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

        assertThat(registry.getSchema(schema).validate(description.document())).isEmpty();
    }

    @Test
    void hasSchemasThatAreSchemas() {
        var meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        for (var schema : description.document().at("/components/schemas").properties()) {
            assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
        }
    }

    @Test
    void refersToWhatThereIsAndHasNothingThatIsNotReferredTo() {
        var references =
                description.document().findValuesAsText("$ref").stream()
                        .collect(toCollection(HashSet::new));
        for (var reference : references) {
            assertThat(description.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        for (var section : List.of("schemas", "responses", "parameters", "headers")) {
            description
                    .document()
                    .at("/components/" + section)
                    .fieldNames()
                    .forEachRemaining(name ->
                            assertThat(references)
                                    .contains("#/components/" + section + "/" + name));
        }
    }

    @Test
    void namesEachOperationOnceAndEachParameterOfItsPath() {
        assertThat(description.operations().stream().map(Operation::id))
                .doesNotHaveDuplicates()
                .allMatch(it -> it.matches("[a-z][A-Za-z]+"));
        for (var operation : description.operations()) {
            var wanted =
                    Pattern.compile("\\{(\\w+)}")
                            .matcher(operation.path())
                            .results()
                            .map(it -> it.group(1));
            var named =
                    description.parameters(operation).stream()
                            .filter(it -> it.path("in").asText().equals("path"))
                            .map(it -> it.path("name").asText());
            assertThat(named).as("%s", operation).containsExactlyElementsOf(wanted.toList());
        }
    }

    @Test
    void saysWhichRolesMay() {
        assertThat(roles("getEnvironment")).containsExactly("viewer", "ci", "deployer", "admin");
        assertThat(roles("deploy")).containsExactly("deployer", "admin");
        assertThat(roles("report")).containsExactly("agent");
        assertThat(roles("health")).isEmpty();
        assertThat(description.operation("health").node().path("security").isEmpty()).isTrue();
        assertThat(description.operation("deploy").node().has("security")).isFalse();
    }

    private static List<String> roles(String operation) {
        return Json.MAPPER.convertValue(
                description.operation(operation).node().path("x-roles"),
                Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    @Test
    void hasExamplesThatAreAsTheirSchemaSays() {
        for (var operation : description.operations()) {
            var content = operation.node().at("/requestBody/content/application~1json");
            if (content.has("example")) {
                assertThat(description.errors(content.path("schema"), content.path("example")))
                        .as("%s", operation)
                        .isEmpty();
            }
        }
        for (var schema : description.document().at("/components/schemas").properties()) {
            schema.getValue()
                    .path("examples")
                    .forEach(example ->
                            assertThat(description.errors(schema.getValue(), example))
                                    .as(schema.getKey())
                                    .isEmpty());
        }
    }

    @Test
    void isWhatIsAnswered(@TempDir Path other) {
        try (var fresh = new TestCoordinator(other)) {
            var shown = new Tour(fresh).replies();

            var complaints =
                    shown.stream()
                            .flatMap(it ->
                                    description
                                            .complaints(
                                                    description.operation(it.operation()),
                                                    it.reply())
                                            .stream());
            assertThat(complaints.toList()).isEmpty();
            assertThat(without(successes(), told(shown.stream())))
                    .as("answers that Tour does not show")
                    .isEmpty();
        }
    }

    /// Each operation with each status that it is said to succeed with.
    private static Set<String> successes() {
        var all = new TreeSet<String>();
        for (var operation : description.operations()) {
            operation
                    .node()
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(status -> {
                        if (Integer.parseInt(status) < 400) {
                            all.add(operation.id() + " " + status);
                        }
                    });
        }
        return all;
    }

    private static Set<String> told(Stream<Tour.Shown> shown) {
        return shown.map(it -> it.operation() + " " + it.reply().status())
                .collect(toCollection(TreeSet::new));
    }
}
