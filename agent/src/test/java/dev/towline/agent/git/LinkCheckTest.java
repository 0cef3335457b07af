package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LinkCheckTest {

    @Test
    void followsLinksThatStayInside() {
        var check =
                new LinkCheck(
                        Map.of(
                                "current", "releases/2",
                                "releases/2", "../releases/./1",
                                "dir/up", "..",
                                "dir/none", "not/there"));

        assertThat(check.links().keySet()).allMatch(check::staysInside);
    }

    @Test
    void refusesAbsolutePathsAndThoseAboveTheTop() {
        var check = new LinkCheck(Map.of("a", "/etc/passwd", "b", "../x", "d/c", "../../x"));

        assertThat(check.links().keySet()).noneMatch(check::staysInside);
    }

    @Test
    void refusesWhatLeadsOutOnlyThroughAnotherLink() {
        var check = new LinkCheck(Map.of("a/b/up", "../..", "out", "a/b/up/../x"));

        assertThat(check.staysInside("a/b/up")).isTrue();
        assertThat(check.staysInside("out")).isFalse();
    }

    @Test
    void refusesACircle() {
        var check = new LinkCheck(Map.of("a", "b", "b", "a", "self", "self/x"));

        assertThat(check.links().keySet()).noneMatch(check::staysInside);
    }
}
