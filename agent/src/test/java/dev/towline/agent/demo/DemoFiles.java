package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Health;
import dev.towline.agent.demo.DemoStack.Oddity;
import java.util.Map;
import java.util.regex.Pattern;

/// The files of one commit of the demo's repository.
final class DemoFiles {
    private static final String API =
            """
            services:
              api:
                image: %1$s/demo-api:${IMAGE_TAG:?set IMAGE_TAG}
                init: true
                restart: unless-stopped
                stop_grace_period: 2s
                environment:
                  GREETING: ${GREETING:-hello}
                ports:
                  - 127.0.0.1:${API_PORT:?set API_PORT}:8000
                volumes:
                  - data:/data
                healthcheck:
                  test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:8000/index.html"]
                  interval: 1s
                  timeout: 2s
                  retries: 20
            """;
    private static final String REFUSED =
            """
                use_api_socket: true
            """;
    private static final String DASHBOARD =
            """
              dashboard:
                image: %1$s/demo-dashboard:${IMAGE_TAG:?set IMAGE_TAG}
                init: true
                restart: unless-stopped
                stop_grace_period: 2s
                environment:
                  API_URL: http://api:8000
                ports:
                  - 127.0.0.1:${DASHBOARD_PORT:?set DASHBOARD_PORT}:8080
                depends_on:
                  api:
                    condition: service_healthy
                healthcheck:
                  test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:8080/index.html"]
                  interval: 1s
                  timeout: 2s
                  retries: 20
            """;
    private static final String WORKER =
            """
              worker:
                image: %1$s/demo-api:${IMAGE_TAG:?set IMAGE_TAG}
                command: [tail, -f, /dev/null]
                init: true
                restart: unless-stopped
                stop_grace_period: 2s
            """;
    private static final String SIDECAR =
            """
              sidecar:
                image: %1$s/demo-sidecar:1
                init: true
                restart: unless-stopped
                stop_grace_period: 2s
            """;
    private static final String VOLUMES =
            """
            volumes:
              data:
            """;

    private static final Pattern SLOW =
            Pattern.compile(" {4}(healthcheck|depends_on):\n( {6}.*\n)+");

    private DemoFiles() {}

    /// The files by their names.
    static Map<String, String> of(DemoStack stack, String registry, String greeting) {
        return Map.of(
                "docker-compose.yml", compose(stack).formatted(registry),
                "towline.yml", descriptor(stack),
                "README.md", greeting + "\n");
    }

    private static String compose(DemoStack stack) {
        var all = everything(stack);
        if (stack.has(Oddity.BRISK)) {
            return all.replace("interval: 1s", "interval: 300ms");
        }
        return stack.has(Oddity.QUICK) ? SLOW.matcher(all).replaceAll("") : all;
    }

    private static String everything(DemoStack stack) {
        return API
                + (stack.has(Oddity.REFUSED_ATTRIBUTE) ? REFUSED : "")
                + DASHBOARD
                + (stack.has(Oddity.WORKER) ? WORKER : "")
                + (stack.has(Oddity.SIDECAR) ? SIDECAR : "")
                + VOLUMES;
    }

    private static String descriptor(DemoStack stack) {
        boolean fails = stack.health() == Health.NEVER || stack.health() == Health.OTHER_COMMIT;
        return """
        compose:
          files: [docker-compose.yml]
        variables:
          IMAGE_TAG: "sha-${TOWLINE_SHORT_SHA}"
        health:
          - url: http://127.0.0.1:${API_PORT}/health
            timeout: %s
            expect:
              git_sha: "${TOWLINE_SHA}"
              version: "sha-${TOWLINE_SHORT_SHA}"
        stable: %s
        contract:
          - service: api
            command: [sh, /app/contract.sh, /tmp/contracts.json]
            report: /tmp/contracts.json
            timeout: 5s
        """
                .formatted(fails ? "5s" : "30s", stable(stack));
    }

    private static String stable(DemoStack stack) {
        if (stack.has(Oddity.BRISK)) {
            return "500ms";
        }
        return stack.has(Oddity.QUICK) ? "100ms" : "1s";
    }
}
