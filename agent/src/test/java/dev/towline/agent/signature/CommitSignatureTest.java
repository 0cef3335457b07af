package dev.towline.agent.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.git.SampleRepository;
import dev.towline.agent.signature.SignatureVerdict.Trusted;
import dev.towline.agent.signature.SignatureVerdict.Untrusted;
import dev.towline.ids.CommitSha;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Git makes the signatures, and is asked for its verdict too.
class CommitSignatureTest {
    @TempDir Path folder;
    private Keys keys;
    private Path ann;
    private SampleRepository repository;
    private Signing signing;

    @BeforeEach
    void repository() {
        keys = new Keys(folder);
        ann = keys.make("ann", "-t", "ed25519");
        repository = new SampleRepository(folder.resolve("repository"));
        signing = new Signing(repository, folder.resolve("allowed"));
    }

    private void assertTrusted(CommitSha sha, String principal) {
        assertThat(signing.judge(sha))
                .isInstanceOfSatisfying(
                        Trusted.class, it -> assertThat(it.principal()).isEqualTo(principal));
        assertThat(signing.gitTrusts(sha)).as("git trusts it").isTrue();
    }

    private void assertUntrusted(CommitSha sha, String reason) {
        assertThat(signing.judge(sha))
                .isInstanceOfSatisfying(
                        Untrusted.class, it -> assertThat(it.reason()).contains(reason));
        assertThat(signing.gitTrusts(sha)).as("git trusts it").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519,   256",
        "ecdsa,     256",
        "ecdsa,     384",
        "ecdsa,     521",
        "rsa,       2048",
        "rsa,       3072"
    })
    void trustsWhatAListedKeySigned(String type, String bits) {
        var key = keys.make(type + bits, "-t", type, "-b", bits);
        signing.allow("ann@example.org " + keys.line(key) + "\n");

        var sha = signing.commit(key);

        assertTrusted(sha, "ann@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "HARDWARE_ED25519, 1",
        "HARDWARE_ED25519, 0",
        "HARDWARE_P256, 1",
        "HARDWARE_P256, 5"
    })
    void trustsASecurityKeyAsGitDoes(KeyType type, int flags) throws GeneralSecurityException {
        var key = SecurityKey.make(type);
        signing.allow("ann " + key.line());
        var plain = text(repository.commit("plain"));

        var sha = store(with(key.sign(bytes(plain), flags), plain));
        var other = store(with(key.sign(bytes(plain + "x"), flags), plain));

        assertTrusted(sha, "ann");
        assertUntrusted(other, "it was changed afterwards");
    }

    /// Lengths that lie, keys that are none, numbers without end: refused, at once and in words.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void refusesHostileBlobs(long seed) {
        var random = new Random(seed);
        signing.allow("ann " + keys.line(ann));
        var raw = signing.raw(signing.commit(ann));
        var text = new String(raw, StandardCharsets.US_ASCII);
        var sha = repository.head();

        for (int round = 0; round < 400; round++) {
            var hostile = bytes(Tampering.hostileSignature(text, random));
            assertThat(signing.judge(sha, hostile)).isInstanceOf(Untrusted.class);
        }
    }

    @Test
    void readsNoMoreThanAReasonableSignature() {
        signing.allow("ann " + keys.line(ann));
        var text = text(signing.commit(ann));

        var sha = store(text.replace("\n\n", "\n \n".repeat(50_000) + "\n\n"));

        assertThat(signing.judge(sha)).isInstanceOf(Untrusted.class);
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 384", "rsa, 2048"})
    void refusesWhatAnotherKeySigned(String type, String bits) {
        signing.allow("ann " + keys.line(ann));

        var sha = signing.commit(keys.make("eve" + type, "-t", type, "-b", bits));

        assertUntrusted(sha, "but signers does not list it");
    }

    @Test
    void refusesAWeakRsaKeyThatGitTakes() {
        var weak = keys.make("weak", "-t", "rsa", "-b", "1024");
        signing.allow("ann " + keys.line(ann) + "\nbob " + keys.line(weak));

        var sha = signing.commit(weak);

        assertThat(signing.judge(sha))
                .isEqualTo(
                        new Untrusted(
                                "signers:2: its RSA key has 1024 bits; at least 2048 are needed"));
    }

    @Test
    void refusesWhatIsNotSigned() {
        signing.allow("ann " + keys.line(ann));

        var sha = repository.commit("no signature");

        assertUntrusted(sha, sha + " is not signed; this VM runs what a key of signers signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"committer Ann", "author Ann", "a release", "tree "})
    void refusesAChangedCommit(String place) {
        signing.allow("ann " + keys.line(ann));
        var raw = signing.raw(signing.commit(ann));
        raw[new String(raw, StandardCharsets.US_ASCII).indexOf(place) + place.length() - 1] ^= 1;

        var sha = signing.store(raw);

        assertThat(signing.judge(sha, raw)).isInstanceOf(Untrusted.class);
        assertThat(signing.gitTrusts(sha)).isFalse();
    }

    @Test
    void refusesTheSignatureOfAnotherCommit() {
        signing.allow("ann " + keys.line(ann));
        var signed = text(signing.commit(ann));
        var other = text(repository.commit("other.txt", "not signed"));
        int begin = signed.indexOf("gpgsig ");
        var signature = signed.substring(begin, signed.indexOf("\n\n") + 1);
        var body = other.indexOf("\n\n") + 1;

        var sha = store(other.substring(0, body) + signature + other.substring(body));

        assertUntrusted(sha, "it was changed afterwards");
    }

    @Test
    void refusesASignatureForSomethingElseThanGit() {
        signing.allow("ann " + keys.line(ann));
        var sha = store(signedFor("file", text(repository.commit("plain"))));

        assertUntrusted(sha, "was made for \"file\", not for git");
    }

    @Test
    void trustsASignatureByHand() {
        signing.allow("ann " + keys.line(ann));

        var sha = store(signedFor("git", text(repository.commit("plain"))));

        assertTrusted(sha, "ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----",
                "-----BEGIN SIGNED MESSAGE-----\n MIIE\n -----END SIGNED MESSAGE-----",
                "-----BEGIN SSH SIGNATURE-----\n -----END SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----\n !!!!\n -----END SSH SIGNATURE-----",
                "U1NIU0lHAAAAAQ==",
                "\u0000"
            })
    void refusesWhatIsNoSshSignature(String signature) {
        signing.allow("ann " + keys.line(ann));
        var plain = text(repository.commit("plain"));
        int body = plain.indexOf("\n\n") + 1;

        var sha =
                store(
                        plain.substring(0, body)
                                + "gpgsig "
                                + signature
                                + "\n"
                                + plain.substring(body));

        assertUntrusted(sha, sha.hex());
    }

    @Test
    void refusesASecondSignatureHeaderWhichGitWouldNotLookAt() {
        signing.allow("ann " + keys.line(ann));
        var signed = text(signing.commit(ann));

        var sha = store(signed.replace("\n\n", "\ngpgsig-sha256 anything\n\n"));

        assertThat(signing.judge(sha))
                .isInstanceOfSatisfying(
                        Untrusted.class,
                        it -> assertThat(it.reason()).contains("more or other signatures"));
        assertThat(signing.gitTrusts(sha)).as("git is looser").isTrue();
    }

    @Test
    void takesASignatureInTheMessageForText() {
        signing.allow("ann " + keys.line(ann));
        var signed = text(signing.commit(ann));
        var signature = signed.substring(signed.indexOf("gpgsig "), signed.indexOf("\n\n"));

        var sha = repository.commit("look:\n\n" + signature);

        assertUntrusted(sha, "is not signed");
    }

    /// Every bit of a signature counts, and every one of a commit.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void trustsNothingOfWhichABitFlipped(long seed) {
        var random = new Random(seed);
        signing.allow("ann " + keys.line(ann));
        var raw = signing.raw(signing.commit(ann));
        var text = new String(raw, StandardCharsets.US_ASCII);
        var sha = repository.head();
        assertThat(signing.judge(sha, raw)).isInstanceOf(Trusted.class);
        int begin = text.indexOf("gpgsig ");
        int end = text.indexOf("\n\n");

        for (int round = 0; round < 500; round++) {
            var flipped = raw.clone();
            int at = random.nextInt(raw.length);
            flipped[at >= begin && at < end ? begin - 1 - random.nextInt(begin) : at] ^=
                    (byte) (1 << random.nextInt(8));
            assertThat(signing.judge(sha, flipped)).isInstanceOf(Untrusted.class);
            var broken =
                    Tampering.flippedSignature(text, random).getBytes(StandardCharsets.US_ASCII);
            assertThat(signing.judge(sha, broken)).isInstanceOf(Untrusted.class);
        }
    }

    private String text(CommitSha sha) {
        return new String(signing.raw(sha), StandardCharsets.UTF_8);
    }

    private CommitSha store(String raw) {
        return signing.store(bytes(raw));
    }

    private String signedFor(String namespace, String commit) {
        return with(keys.sign(ann, namespace, commit), commit);
    }

    private static String with(String signature, String commit) {
        var header = "gpgsig " + signature.strip().replace("\n", "\n ");
        return commit.replaceFirst("\n\n", "\n" + header + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
