package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Json;
import java.util.Map;

/// The images of one commit of the demo's repository.
final class DemoImages {
    private static final String REVISION = "org.opencontainers.image.revision";
    private static final CommitSha OTHER =
            new CommitSha("00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee");

    private final CommitSha sha;
    private final DemoStack stack;

    DemoImages(CommitSha sha, DemoStack stack) {
        this.sha = sha;
        this.stack = stack;
    }

    /// The api: a line in its volume for every start, then a web server.
    ImageRecipe api() {
        var web = web();
        return stack.has(Oddity.ROWS) ? web.withFile("/www/cgi-bin/append", append()) : web;
    }

    private ImageRecipe web() {
        var recipe =
                revised(ImageRecipe.running("sh", "/app/start.sh"))
                        .withFile("/app/start.sh", start())
                        .withFile("/app/contract.sh", contract())
                        .withFile("/www/index.html", "api of " + sha + "\n");
        return switch (stack.health()) {
            case THIS_COMMIT, LATE -> recipe.withFile("/www/health", health(sha));
            case OTHER_COMMIT -> recipe.withFile("/www/health", health(OTHER));
            case NEVER, UNHEALTHY -> recipe;
        };
    }

    ImageRecipe dashboard() {
        return revised(ImageRecipe.running("httpd", "-f", "-p", "8080", "-h", "/www"))
                .withFile("/www/index.html", "dashboard of " + sha + "\n");
    }

    private ImageRecipe revised(ImageRecipe recipe) {
        if (stack.has(Oddity.NO_REVISION)) {
            return recipe;
        }
        var revision = stack.has(Oddity.OTHER_REVISION) ? OTHER : sha;
        return recipe.withLabel(REVISION, revision.hex());
    }

    private static String health(CommitSha answer) {
        return Json.write(
                Map.of(
                        "git_sha",
                        answer.hex(),
                        "version",
                        "sha-" + answer.abbreviated(),
                        "status",
                        "ok"));
    }

    private String start() {
        var serve = "exec httpd -f -p 8000 -h /www\n";
        var last =
                switch (stack.health()) {
                    case THIS_COMMIT, OTHER_COMMIT, NEVER -> serve;
                    case LATE -> "sleep 4\n" + serve;
                    case UNHEALTHY -> "exec tail -f /dev/null\n";
                };
        return "echo " + sha + " >> /data/starts\n" + last;
    }

    // Each row is written through before the answer. A line that is torn by a full disk or a power
    // cut ends at the next one's beginning.
    private static String append() {
        return """
        #!/bin/sh
        printf '\\n%s\\n' "$QUERY_STRING" |
            /bin/busybox dd conv=fsync 2>/dev/null >>/data/rows &&
            printf 'Content-Type: text/plain\\r\\n\\r\\nrow %s\\n' "$QUERY_STRING"
        """;
    }

    private String contract() {
        return switch (stack.contract()) {
            case PASSES -> "echo '{\"passed\":true,\"violations\":[]}' > \"$1\"\n";
            case FAILS ->
                    """
                    echo '{"passed":false,"violations":["orders.total is null in 3 rows"]}' > "$1"
                    echo "1 contract violated" >&2
                    exit 1
                    """;
            case HANGS -> "exec tail -f /dev/null\n";
        };
    }
}
