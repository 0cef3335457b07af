package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.docker.RegistryCredential.IdentityToken;
import dev.towline.agent.docker.RegistryCredential.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCredentialsTest {
    @TempDir private Path folder;

    @Nested
    class FromTheFile {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "reg.example:5000",
                    "https://reg.example:5000",
                    "http://reg.example:5000/v1/"
                })
        void areReadUnderAnyFormOfTheKey(String key) throws Exception {
            config("{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(key, base64("joe:pa:ss")));

            assertThat(credentials().of("reg.example:5000")).contains(new Password("joe", "pa:ss"));
            assertThat(credentials().of("reg.example")).isEmpty();
        }

        @Test
        void ofDockerHubStandUnderItsOldAddress() throws Exception {
            config(
                    "{\"auths\": {\"https://index.docker.io/v1/\": {\"username\": \"joe\","
                            + " \"password\": \"secret\"}}}");

            assertThat(credentials().of("docker.io")).contains(new Password("joe", "secret"));
        }

        @Test
        void mayBeAToken() throws Exception {
            config(
                    "{\"auths\": {\"reg.example\": {\"auth\": \"%s\", \"identitytoken\": \"t\"}}}"
                            .formatted(base64("joe:")));

            assertThat(credentials().of("reg.example")).contains(new IdentityToken("t"));
        }

        @Test
        void areNoneWithoutAFile() throws Exception {
            assertThat(credentials().of("reg.example")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"auths\": {\"reg.example\": {\"auth\": \"hunter2!\"}}}",
                    "{\"auths\": hunter2}"
                })
        void areNeverQuotedInAnError(String text) throws Exception {
            config(text);

            assertThatThrownBy(() -> credentials().of("reg.example"))
                    .isInstanceOf(CredentialException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    @Nested
    class FromAHelper {

        @Test
        void areAskedForByRegistry() throws Exception {
            helper(
                    "own",
                    "read registry; echo '{\"ServerURL\": \"x\", \"Username\": \"'$registry'\","
                            + " \"Secret\": \"'$1'\"}'");
            helper("store", "echo '{\"Username\": \"other\", \"Secret\": \"s\"}'");
            config("{\"credHelpers\": {\"reg.example\": \"own\"}, \"credsStore\": \"store\"}");

            assertThat(credentials().of("reg.example"))
                    .contains(new Password("reg.example", "get"));
            assertThat(credentials().of("elsewhere.example")).contains(new Password("other", "s"));
        }

        @Test
        void mayBeAToken() throws Exception {
            helper("store", "echo '{\"Username\": \"<token>\", \"Secret\": \"t\"}'");
            config("{\"credsStore\": \"store\"}");

            assertThat(credentials().of("reg.example")).contains(new IdentityToken("t"));
        }

        @Test
        void fallBackToTheFileWhereItHasNone() throws Exception {
            helper("store", "echo 'credentials not found in native keychain'; exit 1");
            config(
                    "{\"credsStore\": \"store\", \"auths\": {\"a.example\": {\"auth\": \"%s\"}}}"
                            .formatted(base64("joe:x")));

            assertThat(credentials().of("a.example")).contains(new Password("joe", "x"));
            assertThat(credentials().of("b.example")).isEmpty();
        }

        @Test
        void sayWhyThereAreNone() throws Exception {
            helper("store", "echo 'token expired, log in again'; exit 3");
            config("{\"credsStore\": \"store\"}");

            assertThatThrownBy(() -> credentials().of("reg.example"))
                    .hasMessage("docker-credential-store failed: token expired, log in again");
        }

        @Test
        void areGivenUpAtTheDeadlineEvenWithAChildThatHoldsThePipe() throws Exception {
            helper("store", "sleep 300 & sleep 300");
            config("{\"credsStore\": \"store\"}");

            assertThatThrownBy(() -> credentials(Duration.ofMillis(300)).of("reg.example"))
                    .hasMessage("docker-credential-store did not answer within 300 ms");
        }

        @ParameterizedTest
        @ValueSource(strings = {"echo hunter2", "echo '{\"Secret\": \"hunter2\"}'"})
        void areNeverQuotedInAnError(String script) throws Exception {
            helper("store", script);
            config("{\"credsStore\": \"store\"}");

            assertThatThrownBy(() -> credentials().of("reg.example"))
                    .isInstanceOf(CredentialException.class)
                    .message()
                    .doesNotContain("hunter2");
        }

        @Test
        void aMissingHelperIsNamed() throws Exception {
            config("{\"credsStore\": \"gone\"}");

            assertThatThrownBy(() -> credentials().of("reg.example"))
                    .hasMessage("could not start docker-credential-gone");
        }

        @Test
        void aHelperIsAPlainName() throws Exception {
            config("{\"credsStore\": \"../../bin/sh\"}");

            assertThatThrownBy(() -> credentials().of("reg.example"))
                    .hasMessageContaining("not a credential helper's name");
        }
    }

    @Test
    void areNeverPrinted() {
        assertThat(new Password("joe", "hunter2").toString()).doesNotContain("hunter2", "joe");
        assertThat(new IdentityToken("hunter2").toString()).doesNotContain("hunter2");
    }

    private RegistryCredentials credentials() {
        return credentials(Duration.ofSeconds(30));
    }

    private RegistryCredentials credentials(Duration deadline) {
        return new RegistryCredentials(
                folder.resolve("config.json"),
                new CredentialHelper(name -> folder.resolve(name).toString(), deadline));
    }

    private void config(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
    }

    private void helper(String name, String script) throws IOException {
        var file = folder.resolve("docker-credential-" + name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
