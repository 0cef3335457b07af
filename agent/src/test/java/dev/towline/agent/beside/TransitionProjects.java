package dev.towline.agent.beside;

import java.util.HashMap;
import java.util.Map;

/// The small projects that changes are made to, by file name.
final class TransitionProjects {
    static final String FILE = "compose.yaml";

    static final Map<String, String> BASE =
            Map.of(
                    FILE,
                    """
                    services:
                      web:
                        image: "@IMAGE@:one"
                        environment: {COLOUR: red}
                        env_file: [web.env]
                        labels: {tier: front}
                        ports: ["127.0.0.1:@PORT1@:80"]
                        volumes: ["data:/data"]
                      api:
                        image: "@IMAGE@:one"
                        depends_on: [web]
                    volumes: {data: {}}
                    """,
                    "web.env",
                    "SIZE=1\n");
    static final Map<String, String> JOINED =
            Map.of(
                    FILE,
                    """
                    services:
                      base:
                        image: "@IMAGE@:one"
                        environment: {COLOUR: red}
                        volumes: [/cache]
                      network: {image: "@IMAGE@:one", network_mode: "service:base"}
                      volumes: {image: "@IMAGE@:one", volumes_from: [base]}
                      waiting:
                        image: "@IMAGE@:one"
                        depends_on: {base: {condition: service_started, restart: true}}
                      following:
                        image: "@IMAGE@:one"
                        depends_on: [base]
                    """);
    static final Map<String, String> FILES =
            Map.of(
                    FILE,
                    """
                    services:
                      web:
                        image: "@IMAGE@:one"
                        volumes: ["./site.conf:/etc/site.conf:ro"]
                        secrets: [token]
                        configs: [app, inline]
                      api:
                        image: "@IMAGE@:one"
                    secrets: {token: {file: ./token}}
                    configs: {app: {file: ./app.conf}, inline: {content: "first"}}
                    """,
                    "site.conf",
                    "first",
                    "app.conf",
                    "first",
                    "token",
                    "first");
    static final Map<String, String> NETWORKS =
            Map.of(
                    FILE,
                    """
                    services:
                      web:
                        image: "@IMAGE@:one"
                        networks: {front: {aliases: [www]}}
                      api:
                        image: "@IMAGE@:one"
                        networks: [back]
                    networks:
                      front: {labels: {tier: front}}
                      back: {}
                    """);
    static final Map<String, String> COUNTED =
            Map.of(
                    FILE,
                    """
                    services:
                      web: {image: "@IMAGE@:one", scale: 2}
                      api: {image: "@IMAGE@:one", deploy: {replicas: 1}}
                      debug: {image: "@IMAGE@:one", profiles: [debug]}
                    """,
                    "arguments",
                    "");

    private TransitionProjects() {}

    static Map<String, String> with(Map<String, String> files, String name, String text) {
        var all = new HashMap<>(files);
        all.put(name, text);
        return Map.copyOf(all);
    }
}
