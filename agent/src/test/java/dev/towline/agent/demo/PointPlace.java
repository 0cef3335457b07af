package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The VM on which the agent is killed. Each order is for a commit of its own, so that all of it is
/// fetched and pulled.
final class PointPlace implements AutoCloseable {
    private static final DemoStack GOOD = DemoStack.good().with(Oddity.QUICK).with(Oddity.ROWS);
    private static final EngineSocket ENGINE = EngineSocket.ofThisMachine();

    private final TestSite site;
    private final Path vm;
    private final CommitSha first;
    private CommitSha accepted;

    PointPlace(String name, Path folder) {
        this.site = TestSite.named(name, folder);
        this.vm = folder.resolve("vm");
        this.first = site.publish(GOOD);
        this.accepted = first;
    }

    TestSite site() {
        return site;
    }

    /// Orders the release; the deployment's id.
    String order(PointCase deployment) {
        return switch (deployment) {
            case ACCEPTED, ADOPTED -> site.order(newGood());
            case ROLLED_BACK, GIVEN_BACK -> site.order(site.publish(GOOD.with(Contract.FAILS)));
        };
    }

    private CommitSha newGood() {
        accepted = site.publish(GOOD);
        return accepted;
    }

    /// The good release that was ordered last.
    CommitSha accepted() {
        return accepted;
    }

    /// As it was before Towline came; no agent runs. The api of a good release was made by hand,
    /// with an older file than any release has.
    void madeByHand() {
        site.agent().kill9();
        // The volume stays, with its rows.
        site.engine().names().forEach(ENGINE::remove);
        var state = site.agent().state().resolve("environments").resolve(TestSite.STAGING);
        try {
            Files.deleteIfExists(state.resolve("journal.json"));
            delete(state.resolve("saved"));
            Files.writeString(projectFolder().resolve("README.md"), "by hand\n");
        } catch (IOException e) {
            throw new DemoException("could not make the VM as before", e);
        }
        ENGINE.start(createApi(project() + "_data"));
    }

    private String createApi(String volume) {
        var image = site.world().image("api", first);
        ENGINE.pull(image);
        var binding = Map.of("HostIp", "127.0.0.1", "HostPort", "" + site.api().port());
        var mount = Map.of("Type", "volume", "Source", volume, "Target", "/data");
        var host =
                Map.of(
                        "PortBindings",
                        Map.of("8000/tcp", List.of(binding)),
                        "Mounts",
                        List.of(mount),
                        "NetworkMode",
                        project() + "_default",
                        "Init",
                        true,
                        "RestartPolicy",
                        Map.of("Name", "unless-stopped"));
        var container =
                ENGINE.post(
                        "/containers/create?name=" + project() + "-api-1",
                        Map.of(
                                "Image",
                                image,
                                "Labels",
                                containerLabels(),
                                "ExposedPorts",
                                Map.of("8000/tcp", Map.of()),
                                "HostConfig",
                                host));
        return container.path("Id").asText();
    }

    private Map<String, String> containerLabels() {
        return Map.of(
                "com.docker.compose.project", project(),
                "com.docker.compose.service", "api",
                "com.docker.compose.container-number", "1",
                "com.docker.compose.oneoff", "False");
    }

    /// What the files in the project folder say, by their names.
    Map<String, String> files() {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(projectFolder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new DemoException("could not read " + projectFolder(), e);
        }
        return texts;
    }

    /// The files that only something half done can have left; not the draft `x.new` of a small
    /// file, which the next write replaces.
    List<String> leftovers() {
        try (var state = Files.walk(site.agent().state());
                var project = Files.walk(projectFolder())) {
            return Stream.concat(state, project)
                    .map(vm::relativize)
                    .map(Path::toString)
                    .filter(it -> it.contains("/.towline-tmp-") || it.endsWith(".lock"))
                    .filter(it -> !it.equals("state/agent.lock"))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DemoException("could not look through " + vm, e);
        }
    }

    private Path projectFolder() {
        return vm.resolve("srv").resolve(project());
    }

    private String project() {
        return site.project(TestSite.STAGING);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        site.close();
    }
}
