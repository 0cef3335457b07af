package dev.towline.agent.git;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/// A commit as it is stored. git hashes what comes over the network, but not what it reads again.
record RawCommit(ObjectId id) {
    private static final int LARGEST = 1 << 20;

    byte[] read(ObjectReader reader) throws IOException {
        var object = reader.open(id, Constants.OBJ_COMMIT);
        if (object.getSize() > LARGEST) {
            throw new IOException("the commit is larger than " + LARGEST + " bytes");
        }
        var raw = object.getBytes(LARGEST);
        try (var hash = new ObjectInserter.Formatter()) {
            if (!hash.idFor(Constants.OBJ_COMMIT, raw).equals(id)) {
                throw new IOException("the commit's content does not match its name");
            }
        }
        return raw;
    }
}
