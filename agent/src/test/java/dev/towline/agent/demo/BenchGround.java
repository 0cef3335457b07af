package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;

/// What the figures of one VM are measured on: the demo's stack with its worker, 3 services, with
/// the images of all commits on the VM.
final class BenchGround implements AutoCloseable {
    static final DemoStack STACK = DemoStack.good().with(Oddity.WORKER);

    /// As the demo's `towline.yml` has it.
    static final Duration STABLE = Duration.ofSeconds(1);

    private final Path folder;
    private final TestSite site;

    BenchGround(Path folder) {
        this.folder = folder;
        this.site = TestSite.named("bench", folder);
    }

    TestSite site() {
        return site;
    }

    Path folder() {
        return folder;
    }

    Path agentLog() {
        return folder.resolve("vm").resolve("agent.log");
    }

    Path journal() {
        return folder.resolve("vm/state/environments")
                .resolve(TestSite.STAGING)
                .resolve("journal.json");
    }

    /// The reference of an image that serves a page, pushed to the registry.
    String webServer() {
        var registry = site.world().registry();
        new ImageMaker(registry)
                .push(
                        "bench-web",
                        "1",
                        ImageRecipe.running("httpd", "-f", "-p", "8080", "-h", "/www")
                                .withFile("/www/index.html", "a page\n"));
        return registry.name() + "/bench-web:1";
    }

    /// A commit that was accepted once.
    CommitSha good() {
        var sha = site.publish(STACK);
        BenchDeployment.of(site, sha).expect("accepted");
        return sha;
    }

    /// A commit whose contract fails, and did so once.
    CommitSha bad() {
        var sha = site.publish(STACK.with(Contract.FAILS));
        BenchDeployment.of(site, sha).expect("rolled-back");
        return sha;
    }

    @Override
    public void close() {
        site.close();
    }
}
