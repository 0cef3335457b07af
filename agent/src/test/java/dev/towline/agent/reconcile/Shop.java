package dev.towline.agent.reconcile;

/// The stack of the tests: a database with a volume, an API on it, and a page.
final class Shop {
    static final String GATES =
            """
            stable: 5s
            guard: [{service: api, command: [idle]}]
            hooks:
              before: [{service: db, command: [backup]}]
              after: [{service: api, command: [announce]}]
            contract: [{service: api, command: [contract]}]
            """;

    private Shop() {}

    static String compose(String api) {
        return """
        name: shop
        services:
          db:
            image: store:1
            restart: always
            volumes: ["data:/data"]
          api:
            image: API
            restart: unless-stopped
            depends_on: [db]
          web:
            image: page:1
            restart: always
        volumes: {data: {}}
        """
                .replace("API", api);
    }

    /// All containers of an accepted release.
    static String running(String api) {
        return """
        shop-api-1 API running unless-stopped
        shop-db-1 store:1 running always
        shop-web-1 page:1 running always
        """
                .replace("API", api);
    }
}
