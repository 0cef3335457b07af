package dev.towline.agent.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.git.SampleRepository;
import dev.towline.agent.signature.SignatureVerdict.Trusted;
import dev.towline.agent.signature.SignatureVerdict.Untrusted;
import dev.towline.ids.CommitSha;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One commit of 2026-03-01T12:00:00Z, many lists; git with `ssh-keygen` is asked for its verdict
/// on each of them too.
class AllowedSignersTest {
    private static final String NOON = "1772366400";

    @TempDir static Path folder;
    private static String ann = "";
    private static String bob = "";
    private static @Nullable Signing made;
    private static CommitSha sha = new CommitSha("0".repeat(40));

    @BeforeAll
    static void commitAtNoon() {
        var repository = new SampleRepository(folder.resolve("repository"));
        var signing = new Signing(repository, folder.resolve("allowed"));
        var keys = new Keys(folder);
        var key = keys.make("ann", "-t", "ed25519");
        ann = keys.line(key);
        bob = keys.line(keys.make("bob", "-t", "ecdsa"));
        var raw = new String(signing.raw(repository.commit("plain")), StandardCharsets.UTF_8);
        var dated = raw.replaceAll("> [0-9]+ ", "> " + NOON + " ");
        var signature = keys.sign(key, "git", dated).strip().replace("\n", "\n ");
        var signed = dated.replaceFirst("\n\n", "\ngpgsig " + signature + "\n\n");
        sha = signing.store(signed.getBytes(StandardCharsets.UTF_8));
        made = signing;
    }

    private final Signing signing = Objects.requireNonNull(made);

    private void list(String lines) {
        signing.allow(
                lines.replace("ANN", ann)
                        .replace("BOB", bob)
                        .replace("%", "\n")
                        .replace("~", "\t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "trusted | ann ANN",
                "trusted | ann ANN and a comment \"with quotes\"",
                "trusted | # a comment%%   ann~ANN%",
                "trusted | bob BOB%ann ANN",
                "trusted | \"ann lee\" ANN",
                "trusted | ann,bob ANN",
                "trusted | *@example.org ANN",
                "trusted | !ann,* ANN",
                "trusted | ann namespaces=\"git\" ANN",
                "trusted | ann NameSpaces=\"git\" ANN",
                "trusted | ann namespaces=\"file,g?t\" ANN",
                "trusted | ann namespaces=\"git\",valid-after=\"20260101\" ANN",
                "trusted | ann valid-after=\"202602280000\" ANN",
                "trusted | ann valid-after=\"20260301120000Z\" ANN",
                "trusted | ann valid-before=\"20260301120000Z\" ANN",
                "trusted | ann valid-before=\"20260302Z\" ANN",
                "trusted | ann namespaces=\"file\" ANN%ann namespaces=\"git\" ANN",
                "trusted | ann valid-before=\"20200101\" ANN%ann ANN",
                "trusted | ann namespaces=\"file\" ANN%a* ANN",
                "refused | ann BOB",
                "refused | `` ",
                "refused | ANN",
                "refused | ann",
                "refused | ann namespaces=\"file\" ANN",
                "refused | ann namespaces=\"!git,*\" ANN",
                "refused | ann namespaces=\"GIT\" ANN",
                "refused | ann namespaces=\"\" ANN",
                "refused | ann namespaces=git ANN",
                "refused | ann namespaces=\"git ANN",
                "refused | ann namespaces=\"git\", ANN",
                "refused | ann namespaces=\"git\" namespaces=\"git\" ANN",
                "refused | ann namespaces=\"git\",namespaces=\"git\" ANN",
                "refused | ann valid-after=\"20260301120001Z\" ANN",
                "refused | ann valid-before=\"20260301115959Z\" ANN",
                "refused | ann valid-before=\"20260228\" ANN",
                "refused | ann valid-after=\"20260303\" ANN",
                "refused | ann valid-after=\"2026\" ANN",
                "refused | ann valid-after=\"20261301\" ANN",
                "refused | ann no-such-option ANN",
                "refused | ann cert-authority ANN",
                "refused | ann namespaces=\"file\" ANN%bob namespaces=\"git\" ANN",
                "trusted | ann valid-before=\"20200101\" ANN%bob ANN",
            })
    void judgesAsGitDoes(String verdict, String lines) {
        list(lines);

        var judged = signing.judge(sha);

        var trusted = judged instanceof Trusted;
        assertThat(trusted ? "trusted" : "refused").as("%s", judged).isEqualTo(verdict);
        assertThat(signing.gitTrusts(sha) ? "trusted" : "refused").as("git").isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann cert-authority ANN | signers:1: cert-authority is not supported: list the"
                        + " signers' own keys",
                "# x%ann namespace=\"git\" ANN | signers:2: \"namespace\" is no option",
                "ann ssh-dss AAAAB3NzaC1kc3M= | signers:1: keys of the type ssh-dss are not"
                        + " supported",
                "ann ssh-ed25519-cert-v01@openssh.com AAAA | signers:1: certificates"
                        + " (ssh-ed25519-cert-v01@openssh.com) are not supported",
                "ann ssh-ed25519 AAAA | signers:1: it ends too early",
                "ann ssh-ed25519 A | signers:1: its key is not base64",
                "ann | signers:1: it must be principals, options if any, the key's type and the key",
            })
    void saysWhichLineSpoilsTheList(String lines, String reason) {
        list(lines + "%ann ANN");

        assertThat(signing.judge(sha)).isEqualTo(new Untrusted(reason));
    }

    @Test
    void saysUntilWhenAKeyWasGood() {
        list("ann valid-before=\"20260228000000Z\" ANN");

        assertThat(signing.judge(sha))
                .isInstanceOfSatisfying(
                        Untrusted.class,
                        it ->
                                assertThat(it.reason())
                                        .contains(
                                                "signers:1 lists it not after 2026-02-28T00:00:00Z;"
                                                        + " the commit is of 2026-03-01T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void readsLinesThatAreFarTooLong(int length) {
        list("ann namespaces=\"" + "\\\"".repeat(length) + "\" ANN");
        assertThat(signing.judge(sha)).isInstanceOf(Untrusted.class);

        list("a" + "*a".repeat(length) + " ANN");
        signing.judge(sha);

        list("ann " + "x,".repeat(length) + " ANN");
        assertThat(signing.judge(sha)).isInstanceOf(Untrusted.class);
    }
}
