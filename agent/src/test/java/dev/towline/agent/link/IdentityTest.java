package dev.towline.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTest {
    private final Identity identity = Samples.identity(URI.create("https://towline.example"));
    @TempDir private Path folder;

    @Test
    void comesBackFromItsFile() throws Exception {
        var file = folder.resolve("state/production/identity.json");

        identity.write(file);

        assertThat(Identity.read(file)).isEqualTo(identity);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("state/production")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void isWrittenAlsoByAnInterruptedThread() throws Exception {
        var file = folder.resolve("identity.json");
        Thread.currentThread().interrupt();

        identity.write(file);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Identity.read(file)).isEqualTo(identity);
    }

    @Test
    void namesItsMachineFromTheNextStartOn() throws Exception {
        var file = folder.resolve("identity.json");
        identity.write(file);
        var older = Files.readString(file);

        var read = Identity.readHere(file, "here");

        assertThat(older).doesNotContain("machine");
        assertThat(read.machine()).isEqualTo("here");
        assertThat(Identity.read(file)).isEqualTo(read);
        assertThat(Identity.readHere(file, "here")).isEqualTo(read);
    }

    @Test
    void isRefusedOnAClone() throws Exception {
        var file = folder.resolve("identity.json");
        identity.write(file);
        var original = Identity.readHere(file, "here");

        assertThatThrownBy(() -> Identity.readHere(file, "there"))
                .isInstanceOf(LinkException.class)
                .hasMessage(
                        "the identity "
                                + file
                                + " was made for another machine; where this one is its clone,"
                                + " enrol it anew: towline-agent enrol --environment production"
                                + " --token-file FILE");
        assertThat(Identity.read(file)).isEqualTo(original);
    }

    @Test
    void isTakenWhereTheMachineHasNoName() throws Exception {
        var file = folder.resolve("identity.json");
        identity.write(file);
        var original = Identity.readHere(file, "here");

        assertThat(Identity.readHere(file, null)).isEqualTo(original);
    }

    @Test
    void doesNotShowItsToken() {
        assertThat(identity.toString())
                .isEqualTo(
                        "Identity[agent=vm-1, environment=production,"
                                + " coordinator=https://towline.example, key="
                                + Samples.KEY.verifyingKey().id()
                                + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"token\":\"a-very-secret-token\"", "{\"token\":1}"})
    void doesNotShowTheTextOfABrokenFile(String text) throws IOException {
        var file = Files.writeString(folder.resolve("identity.json"), text);

        assertThatThrownBy(() -> Identity.read(file))
                .isInstanceOf(LinkException.class)
                .hasMessage(
                        "could not read the identity " + file + ": it is not an identity's JSON")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "with\r\nX-Header: 1"})
    void refusesATokenThatDoesNotFitInAHeader(String token) {
        assertThatThrownBy(() ->
                        new Identity(
                                identity.agent(),
                                identity.environment(),
                                token,
                                identity.coordinatorKey(),
                                identity.coordinator(),
                                null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token has 1 to 512 visible ASCII characters");
    }
}
