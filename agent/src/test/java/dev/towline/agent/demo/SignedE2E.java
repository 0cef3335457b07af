package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.signature.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A VM whose owner lists who signs commits, and a coordinator that knows nothing of the list. Runs
/// beside other classes.
@Execution(ExecutionMode.CONCURRENT)
class SignedE2E {
    @TempDir Path folder;
    private TestSite site;
    private Keys keys;

    @BeforeEach
    void startSite() throws IOException {
        site = TestSite.named("signed", folder);
        keys = new Keys(folder);
        var list = folder.resolve("allowed-signers");
        Files.writeString(list, "ann " + keys.line(key("ann")) + "\n");
        site.restartAgentWith("allowedSigners: " + list);
    }

    @AfterEach
    void endSite() {
        site.close();
    }

    private Path key(String name) {
        return keys.make(name, "-t", "ed25519");
    }

    private void assertRefused(String reason) {
        var running = site.engine().running();

        var deployment = site.order(site.publish(DemoStack.good()));

        assertThat(site.assertEnds(deployment, "refused")).contains(reason);
        assertThat(site.engine().running()).isEqualTo(running);
    }

    @Test
    void runsWhatAListedKeySignedAndNothingElse() {
        assertRefused("is not signed");
        assertThat(site.engine().running()).isEmpty();

        site.world().repository().signBy(key("ann"));
        var sha = site.accepted(DemoStack.good());
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());

        site.world().repository().signBy(key("eve"));
        assertRefused("does not list it");
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
    }
}
