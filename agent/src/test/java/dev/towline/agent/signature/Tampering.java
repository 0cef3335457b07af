package dev.towline.agent.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.UnaryOperator;

/// What somebody may make of a commit's signature.
final class Tampering {
    private Tampering() {}

    static String flippedSignature(String commit, Random random) {
        return altered(
                commit,
                blob -> {
                    blob[random.nextInt(blob.length)] ^= (byte) (1 << random.nextInt(8));
                    return blob;
                });
    }

    /// Cut, grown, with random words of four bytes, or random from somewhere on.
    static String hostileSignature(String commit, Random random) {
        return altered(
                commit,
                blob -> {
                    int at = random.nextInt(blob.length);
                    return switch (random.nextInt(4)) {
                        case 0 -> Arrays.copyOf(blob, at);
                        case 1 -> Arrays.copyOf(blob, blob.length + 1 + at);
                        case 2 ->
                                new SshBlob()
                                        .raw(Arrays.copyOf(blob, at))
                                        .number(random.nextInt())
                                        .raw(Arrays.copyOfRange(blob, at, blob.length))
                                        .bytes();
                        default -> {
                            var noise = new byte[1 + random.nextInt(4000)];
                            random.nextBytes(noise);
                            yield new SshBlob().raw(Arrays.copyOf(blob, at)).raw(noise).bytes();
                        }
                    };
                });
    }

    static String altered(String commit, UnaryOperator<byte[]> change) {
        int begin = commit.indexOf(Armour.BEGIN) + Armour.BEGIN.length();
        int end = commit.indexOf(Armour.END);
        var base64 = commit.substring(begin, end).replaceAll("\\s", "");
        var blob = Base64.getDecoder().decode(base64);
        return commit.substring(0, begin)
                + "\n "
                + Base64.getEncoder().encodeToString(change.apply(blob))
                + "\n "
                + commit.substring(end);
    }
}
