package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the VM's owner does not allow is refused before anything is fetched, pulled or touched.
class HostRulesTest {
    @TempDir Path folder;
    private World world;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        world.docker.performed.clear();
        world.docker.pulled.clear();
    }

    private CommitSha release(String attributes) {
        var web = "image: page:1\n    " + attributes;
        return world.commit(compose("app:2").replace("image: page:1", web), GATES);
    }

    private void assertRefused(String reason) {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains(reason);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.docker.pulled).isEmpty();
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(world.settings.host().policy(), text);
    }

    @Test
    void refusesAPrivilegedContainer() {
        world.deploy(release("privileged: true"));

        assertRefused("services.web.privileged: ");
    }

    @Test
    void readsThePolicyAnewForEachOrder() throws IOException {
        policy("allow: {privileged: [web]}");

        world.deploy(release("privileged: true"));

        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void refusesTheEnginesSocketThroughALink() throws IOException {
        var link = folder.resolve("innocent");
        Files.createSymbolicLink(link, Path.of("/var/run"));

        world.deploy(release("volumes: ['" + link + "/docker.sock:/s']"));

        assertRefused("services.web.volumes: ");
    }

    @Test
    void refusesTowlinesOwnState() {
        world.deploy(release("volumes: ['" + world.settings.state() + ":/s:ro']"));

        assertRefused(world.settings.state() + " is not for stacks");
    }

    @Test
    void pullsNothingFromARegistryThatIsNotAllowed() throws IOException {
        policy("registries: [docker.io]");

        world.deploy(world.commit(compose("other.example.com/app:2"), GATES));

        assertRefused("no images come from other.example.com to this VM");
    }

    @Test
    void fetchesNothingFromARepositoryThatIsNotAllowed() throws IOException {
        policy("repositories: [https://git.example/]");
        var second = world.commit(compose("app:2"), GATES);

        world.deploy(second);

        assertRefused("nothing comes from " + world.repository.address() + " to this VM");
        assertThat(world.settings.release(second)).doesNotExist();
    }

    @Test
    void refusesVariablesFromAFileOutsideTheProjectFolder() throws IOException {
        var file = Files.writeString(folder.resolve("other.env"), "SECRET=x\n");

        world.deploy(release("env_file: " + file));

        assertRefused("env_file: " + file + " lies outside the project folder");
    }

    @Test
    void refusesAFolderThatIsALinkOutOfTheProjectFolder() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        link("data", folder.resolve("elsewhere"));

        world.deploy(release("volumes: ['./data/db:/s']"));

        assertRefused("/data/db leads through a symbolic link out of the project folder to");
    }

    @Test
    void refusesATrackedLinkToALinkOutOfTheProjectFolder() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        link("outside", folder.resolve("elsewhere"));
        Files.createSymbolicLink(repository().resolve("data"), Path.of("outside"));

        world.deploy(release("volumes: ['./data:/s']"));

        assertRefused("/data leads through a symbolic link out of the project folder to");
    }

    @Test
    void refusesALinkThatWasMadeBetweenPreparationAndSwitch() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(world.settings.folder().resolve("data"));
        world.docker.commands =
                line -> {
                    if (line.equals("db: backup")) {
                        swap();
                    }
                    return 0;
                };

        world.deploy(release("volumes: ['./data:/s']"));

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains("leads through a symbolic link out of the project");
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void followsALinkThatStaysInTheProjectFolder() throws IOException {
        Files.createDirectories(world.settings.folder().resolve("data"));
        link("current", Path.of("data"));

        world.deploy(release("volumes: ['./current:/s']"));

        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
    }

    private void swap() {
        try {
            Files.delete(world.settings.folder().resolve("data"));
            link("data", folder.resolve("elsewhere"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(world.settings.folder().resolve(name), target);
    }

    private Path repository() {
        return folder.resolve("repository");
    }

    @Test
    void refusesAPolicyThatOthersCanWrite() throws IOException {
        var file = policy("allow: {privileged: ['*']}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        world.deploy(release("privileged: true"));

        assertRefused(file + " can be written to by others than its owner");
    }

    @Test
    void refusesAPolicyThatItDoesNotUnderstand() throws IOException {
        policy("allow: {privilege: ['*']}");

        world.deploy(world.commit(compose("app:2"), GATES));

        assertRefused("policy.yml:1: allow.privilege: not a key of policy.yml");
    }
}
