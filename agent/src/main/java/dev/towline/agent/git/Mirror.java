package dev.towline.agent.git;

import dev.towline.agent.git.FetchOutcome.Unavailable;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An environment's bare repository on this VM.
///
/// A commit counts as fetched only if it was on the branch at a fetch that succeeded just now: an
/// order for a commit that somebody took off the branch must not be carried out from an old copy.
/// Everything here can be lost without harm. A power cut may take objects back that were reported
/// as stored, so a mirror that cannot be read is set aside and fetched anew, once.
public final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final MirrorFolder folder;
    private final GitAccess access;
    private final Duration timeout;
    private final FileWitness witness;
    private final ReentrantLock writing = new ReentrantLock();

    /// Names the mirror; nothing is touched before the first fetch.
    ///
    /// @param folder where the bare repository is or will be; its parent is made where missing
    /// @param timeout how long a fetch may take as a whole
    /// @param witness of what changes in it, and in the folders of releases
    public Mirror(Path folder, GitAccess access, Duration timeout, FileWitness witness) {
        IsolatedSystemReader.install();
        this.folder = new MirrorFolder(folder.toAbsolutePath().normalize());
        this.access = access;
        this.timeout = timeout;
        this.witness = witness;
    }

    /// One that nobody watches.
    public Mirror(Path folder, GitAccess access, Duration timeout) {
        this(folder, access, timeout, FileWitness.NOBODY);
    }

    /// Fetches the branch, and says whether it holds the commit.
    ///
    /// @throws GitException when the address or the branch's name cannot be used at all, or the
    ///   mirror's disk fails
    public FetchOutcome fetch(String repository, CommitSha sha, String branch) {
        var address = RepositoryAddress.parse(repository);
        if (!Repository.isValidRefName(Fetch.branchRef(branch))) {
            throw new GitException("could not fetch: \"" + branch + "\" is not a branch's name");
        }
        writing.lock();
        try {
            return fetch(address, sha, branch);
        } catch (IOException e) {
            throw new GitException("could not use the mirror " + folder.path(), e);
        } finally {
            writing.unlock();
        }
    }

    private FetchOutcome fetch(RepositoryAddress address, CommitSha sha, String branch)
            throws IOException {
        try {
            return fetchOnce(address, sha, branch);
        } catch (DamagedMirror damage) {
            setAside(damage);
        }
        try {
            return fetchOnce(address, sha, branch);
        } catch (DamagedMirror damage) {
            return new Unavailable(
                    address + " does not give out sound objects: " + damage.getMessage());
        }
    }

    private FetchOutcome fetchOnce(RepositoryAddress address, CommitSha sha, String branch)
            throws IOException {
        Remote remote;
        try {
            remote = Remote.at(address, access, timeout);
        } catch (IOException e) {
            return new Unavailable(
                    "could not fetch from " + address + ": " + GitException.reason(e));
        }
        folder.sweep();
        try (Repository mirror = folder.open()) {
            var outcome = new Fetch(mirror, remote, sha, branch, witness).run();
            tidy(mirror);
            return outcome;
        } catch (IOException e) {
            throw DamagedMirror.shows(e) ? new DamagedMirror(e) : e;
        }
    }

    /// Each fetch adds a pack; when there are some fifty, JGit joins them. What fails here can be
    /// done at the next fetch.
    private void tidy(Repository mirror) {
        try {
            mirror.autoGC(NullProgressMonitor.INSTANCE);
        } catch (JGitInternalException e) {
            LOG.atWarn()
                    .addKeyValue("mirror", folder.path())
                    .addKeyValue("error", e.getMessage())
                    .log("mirror could not be tidied");
        }
    }

    private void setAside(DamagedMirror damage) throws IOException {
        LOG.atWarn()
                .addKeyValue("mirror", folder.path())
                .addKeyValue("error", damage.getMessage())
                .log("mirror is damaged, fetching it anew");
        folder.setAside();
    }

    /// Whether the commit was fetched earlier and is still here: for going back without the host.
    public boolean has(CommitSha sha) {
        writing.lock();
        try {
            return folder.complete() && kept(sha);
        } finally {
            writing.unlock();
        }
    }

    /// Whether a fetched commit is the other one or comes after it. One that the mirror does not
    /// have is no ancestor of what it has.
    ///
    /// @throws GitException where the mirror cannot be read
    public boolean descends(CommitSha sha, CommitSha from) {
        writing.lock();
        try (Repository mirror = folder.open();
                var walk = new RevWalk(mirror)) {
            var older = ObjectId.fromString(from.hex());
            return mirror.getObjectDatabase().has(older)
                    && walk.isMergedInto(
                            walk.parseCommit(older),
                            walk.parseCommit(ObjectId.fromString(sha.hex())));
        } catch (IOException e) {
            throw new GitException("could not read the mirror " + folder.path(), e);
        } finally {
            writing.unlock();
        }
    }

    /// A fetched commit as git stores it; its own name proves it.
    ///
    /// @throws GitException where the mirror cannot be read
    public byte[] commit(CommitSha sha) {
        writing.lock();
        try (Repository mirror = folder.open();
                var reader = mirror.newObjectReader()) {
            return new RawCommit(ObjectId.fromString(sha.hex())).read(reader);
        } catch (IOException e) {
            throw new GitException("could not read " + sha + " of " + folder.path(), e);
        } finally {
            writing.unlock();
        }
    }

    private boolean kept(CommitSha sha) {
        try (Repository mirror = folder.open();
                var walk = new RevWalk(mirror)) {
            return mirror.exactRef(Fetch.keptRef(sha)) != null
                    && walk.parseCommit(ObjectId.fromString(sha.hex())) != null;
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("mirror", folder.path())
                    .addKeyValue("sha", sha)
                    .setCause(e)
                    .log("commit cannot be read from the mirror");
            return false;
        }
    }

    /// Lays a fetched commit out in a folder: exactly its files, bytes, exec bits and links. Does
    /// nothing where the folder holds them already, which is found out by hashing all of it, and
    /// then needs no mirror. The folder appears complete and durable, or not at all.
    ///
    /// @throws GitException when the commit holds what cannot be deployed faithfully, or the disk
    ///   fails
    public void materialise(CommitSha sha, Path target) {
        writing.lock();
        try {
            var release = new ReleaseFolder(target.toAbsolutePath().normalize(), sha);
            if (!release.intact()) {
                fill(release);
            }
        } catch (IOException e) {
            throw new GitException("could not lay out " + sha + " in " + target, e);
        } finally {
            writing.unlock();
        }
    }

    private void fill(ReleaseFolder release) throws IOException {
        if (!folder.complete()) {
            throw new IOException("it was not fetched");
        }
        try (Repository mirror = folder.open()) {
            release.fill(mirror, TreeLimits.USUAL, witness);
        } catch (IOException e) {
            if (DamagedMirror.shows(e)) {
                setAside(new DamagedMirror(e));
            }
            throw e;
        }
    }
}
