package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Contract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TwoEnvironmentsE2E {
    private static final String PRODUCTION = "production";

    @TempDir Path folder;

    @Test
    void oneAgentServesBothAndNeitherDisturbsTheOther() {
        try (var site = new TestSite("two", folder, TestSite.STAGING, PRODUCTION)) {
            var first = site.publish(DemoStack.good());
            var staging = site.order(first);
            var production = site.operator().order(PRODUCTION, first, "at the same time");
            site.assertEnds(staging, "accepted");
            site.assertEnds(production, "accepted");
            var before = site.engine(PRODUCTION).running();

            var bad = site.order(site.publish(DemoStack.good().with(Contract.FAILS)));
            site.assertEnds(bad, "rolled-back");
            var second = site.accepted(DemoStack.good());

            assertThat(site.api().answeringSha()).isEqualTo(second.hex());
            assertThat(site.api(PRODUCTION).answeringSha()).isEqualTo(first.hex());
            assertThat(site.engine(PRODUCTION).running()).isEqualTo(before);
        }
    }
}
