package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.docker.StoredImage;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.Unsettled;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.Release;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The images that the environments of this agent need: those of what they accepted and may go back
/// to, of what is under way, and of what is being pulled, which no journal holds yet.
public final class KeptImages {
    private final List<Journal> journals;
    private final Map<Journal, Set<String>> claims = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// An engine's call that removes an image.
    interface Removal {
        void run() throws EngineException;
    }

    /// @param journals of all environments that share the engine
    public KeptImages(Collection<Journal> journals) {
        this.journals = List.copyOf(journals);
    }

    /// From now on these are needed, until the same environment claims others.
    void claim(Journal journal, Set<String> references) {
        lock.lock();
        try {
            claims.put(journal, Set.copyOf(references));
        } finally {
            lock.unlock();
        }
    }

    /// Removes an image unless it is needed. Nobody can claim it meanwhile.
    ///
    /// @return whether it was removed
    boolean unlessNeeded(StoredImage image, Removal removal) throws EngineException {
        lock.lock();
        try {
            if (needed(image)) {
                return false;
            }
            removal.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean needed(StoredImage image) {
        return claims.values().stream().flatMap(Set::stream).anyMatch(image::goesBy)
                || journals.stream()
                        .flatMap(it -> releases(it.entries()))
                        .flatMap(it -> it.project().images().values().stream())
                        .map(ImagePin::imageId)
                        .anyMatch(image.id()::equals);
    }

    private static Stream<Release> releases(Entries entries) {
        var underway = entries.underway();
        var candidate = Optional.ofNullable(underway == null ? null : underway.candidate());
        var unsettled = Optional.ofNullable(entries.unsettled()).map(Unsettled::release);
        return Stream.of(entries.accepted().stream(), candidate.stream(), unsettled.stream())
                .flatMap(it -> it);
    }
}
