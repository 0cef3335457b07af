package dev.towline.agent.demo;

import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Everything outside Towline that a deployment needs: a git server with a project, and a registry
/// with its images.
final class DemoWorld implements AutoCloseable {
    private static final String REPOSITORY = "demo.git";

    private final Registry registry;
    private final ImageMaker images;
    private final DemoRepository repository;
    private final GitServer git;
    private final Map<CommitSha, Map<String, ImageDigest>> builds = new HashMap<>();
    private int commits;

    private DemoWorld(Registry registry, DemoRepository repository, GitServer git) {
        this.registry = registry;
        this.images = new ImageMaker(registry);
        this.repository = repository;
        this.git = git;
    }

    /// Starts both servers, with all that they keep in the folder.
    static DemoWorld in(Path folder) {
        return in(folder, Front.NONE, Front.NONE);
    }

    /// The same, the servers behind something else.
    static DemoWorld in(Path folder, Front registryFront, Front gitFront) {
        var repositories = folder.resolve("repositories");
        try {
            Files.createDirectories(repositories);
        } catch (IOException e) {
            throw new DemoException("could not make " + repositories, e);
        }
        var repository = DemoRepository.create(repositories.resolve(REPOSITORY));
        return new DemoWorld(
                Registry.in(folder.resolve("registry"), registryFront),
                repository,
                GitServer.serving(repositories, gitFront));
    }

    /// Commits such a stack to `main` and pushes its images, as CI does.
    CommitSha publish(DemoStack stack) {
        commits++;
        var message = "commit " + commits;
        var sha = repository.commit(message, DemoFiles.of(stack, registry.name(), message));
        push(sha, stack);
        return sha;
    }

    private void push(CommitSha sha, DemoStack stack) {
        var tag = "sha-" + sha.abbreviated();
        var recipes = new DemoImages(sha, stack);
        var build = new HashMap<String, ImageDigest>();
        if (!stack.has(Oddity.IMAGE_MISSING)) {
            build.put(image("api", sha), images.push("demo-api", tag, recipes.api()));
        }
        var dashboard = images.push("demo-dashboard", tag, recipes.dashboard());
        build.put(image("dashboard", sha), dashboard);
        builds.put(sha, Map.copyOf(build));
        if (stack.has(Oddity.SIDECAR)) {
            images.push("demo-sidecar", "1", ImageRecipe.running("tail", "-f", "/dev/null"));
        }
    }

    /// What CI knows of the commit's images: the digest of each by its reference.
    Map<String, ImageDigest> build(CommitSha sha) {
        return builds.getOrDefault(sha, Map.of());
    }

    /// Somebody pushes another image of the api under the commit's tag; its digest.
    ImageDigest moveTag(CommitSha sha) {
        var other = new DemoImages(sha, DemoStack.good()).api().withFile("/www/moved", "moved\n");
        return images.push("demo-api", "sha-" + sha.abbreviated(), other);
    }

    /// The registry's owner cleans up: the api's image goes that CI made.
    void deleteBuiltApi(CommitSha sha) {
        images.delete("demo-api", Objects.requireNonNull(build(sha).get(image("api", sha))));
    }

    String repositoryUrl() {
        return git.url(REPOSITORY);
    }

    DemoRepository repository() {
        return repository;
    }

    Registry registry() {
        return registry;
    }

    GitServer git() {
        return git;
    }

    /// The image that a service of the commit runs, as the engine knows it.
    String image(String service, CommitSha sha) {
        return registry.name() + "/demo-" + service + ":sha-" + sha.abbreviated();
    }

    @Override
    public void close() {
        git.close();
        registry.close();
    }
}
