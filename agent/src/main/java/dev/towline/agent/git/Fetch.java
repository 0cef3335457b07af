package dev.towline.agent.git;

import dev.towline.agent.git.FetchOutcome.Fetched;
import dev.towline.agent.git.FetchOutcome.Missing;
import dev.towline.agent.git.FetchOutcome.NotOnBranch;
import dev.towline.agent.git.FetchOutcome.Unavailable;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// One fetch of one commit of one branch into an open mirror.
record Fetch(Repository mirror, Remote remote, CommitSha sha, String branch, FileWitness witness) {
    private static final String KEPT = "refs/towline/";

    static String branchRef(String branch) {
        return Constants.R_HEADS + branch;
    }

    /// The ref that keeps a fetched commit from being collected after its branch was rewritten.
    static String keptRef(CommitSha sha) {
        return KEPT + sha.hex();
    }

    FetchOutcome run() throws IOException {
        try {
            witness.before("fetch");
            remote.fetch(mirror, "+" + branchRef(branch) + ":" + seenRef());
            witness.after("fetch");
        } catch (TransportException e) {
            return unfetched(e);
        }
        if (onBranch()) {
            keep();
            return new Fetched(sha);
        }
        return stored() ? notOnBranch() : elsewhere();
    }

    private String seenRef() {
        return Constants.R_REMOTES + "origin/" + branch;
    }

    private FetchOutcome unfetched(TransportException failure) throws IOException {
        if (DamagedMirror.shows(failure)) {
            throw new DamagedMirror(failure);
        }
        if (!HostFailure.shows(failure) && remote.lacks(mirror, branchRef(branch))) {
            return new NotOnBranch(remote.address() + " has no branch " + branch);
        }
        return new Unavailable(
                "could not fetch "
                        + branch
                        + " from "
                        + remote.address()
                        + ": "
                        + remote.describe(failure));
    }

    private boolean onBranch() throws IOException {
        try (var walk = new RevWalk(mirror)) {
            walk.setRetainBody(false);
            var seen = mirror.exactRef(seenRef());
            if (seen == null) {
                throw new IOException("the fetched branch was not stored");
            }
            var tip = walk.parseCommit(seen.getObjectId());
            return stored() && walk.isMergedInto(walk.parseCommit(id()), tip);
        } catch (RevWalkException e) {
            throw new DamagedMirror(e);
        }
    }

    /// Asks for the commit alone, only to tell one that does not exist from one elsewhere.
    private FetchOutcome elsewhere() throws IOException {
        try {
            remote.fetch(mirror, sha.hex() + ":" + keptRef(sha));
        } catch (TransportException e) {
            return unknown(e);
        }
        return notOnBranch();
    }

    private FetchOutcome unknown(TransportException failure) throws IOException {
        if (DamagedMirror.shows(failure)) {
            throw new DamagedMirror(failure);
        }
        String what = remote.address() + " does not have " + sha;
        return HostFailure.shows(failure)
                ? new Unavailable(
                        "could not ask "
                                + remote.address()
                                + " for "
                                + sha
                                + ": "
                                + remote.describe(failure))
                : new Missing(what + ": " + remote.describe(failure));
    }

    private NotOnBranch notOnBranch() {
        return new NotOnBranch(sha + " is not on branch " + branch + " of " + remote.address());
    }

    private boolean stored() throws IOException {
        try (var objects = mirror.newObjectReader()) {
            return objects.has(id()) && objects.open(id()).getType() == Constants.OBJ_COMMIT;
        }
    }

    private ObjectId id() {
        return ObjectId.fromString(sha.hex());
    }

    private void keep() throws IOException {
        var update = mirror.updateRef(keptRef(sha));
        update.setNewObjectId(id());
        witness.before("keep the commit");
        RefUpdate.Result result = update.forceUpdate();
        witness.after("keep the commit");
        switch (result) {
            case NEW, NO_CHANGE, FORCED, FAST_FORWARD -> {}
            default -> throw new IOException("could not keep " + sha + ": " + result);
        }
    }
}
