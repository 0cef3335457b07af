package dev.towline.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderSignerTest {
    private static final int MESSAGES = 200;
    private static final int LONGEST = 4096;

    private final SigningKey key = SigningKey.generate();
    private final OrderSigner signer = OrderSigner.of(key);

    /// Signatures of Ed25519 have no random part: two right ones are equal.
    @Test
    void signsAsTheKeyWould() {
        var random = new SplittableRandom(8032);
        for (int message = 0; message < MESSAGES; message++) {
            var bytes = new byte[random.nextInt(LONGEST)];
            random.nextBytes(bytes);

            assertThat(signer.sign(bytes)).isEqualTo(key.sign(bytes));
        }
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        var all = new CountDownLatch(MESSAGES);
        try (var threads = Executors.newFixedThreadPool(MESSAGES)) {
            var signatures =
                    IntStream.range(0, MESSAGES)
                            .mapToObj(it -> threads.submit(() -> signedTogether(all, it)))
                            .toList();

            for (int message = 0; message < MESSAGES; message++) {
                assertThat(signatures.get(message).get()).isEqualTo(key.sign(bytes(message)));
            }
        }
    }

    private byte[] signedTogether(CountDownLatch all, int message) throws InterruptedException {
        all.countDown();
        all.await();
        return signer.sign(bytes(message));
    }

    private static byte[] bytes(int message) {
        return ("order " + message).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatItSignedOpensWithTheKeyThatItNames() throws TrustException {
        var payload = "{}".getBytes(StandardCharsets.US_ASCII);
        var envelope = Envelope.sign("a document", payload, signer);

        assertThat(signer.verifyingKey()).isEqualTo(key.verifyingKey());
        assertThat(envelope.open("a document", key.verifyingKey())).isEqualTo(payload);
    }
}
