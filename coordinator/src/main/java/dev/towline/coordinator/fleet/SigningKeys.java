package dev.towline.coordinator.fleet;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.trust.Envelope;
import dev.towline.trust.Signer;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The coordinator's key, and the documents by which it came from those before it.
///
/// A new key is on the disk before the rotation is, and the rotation before anything is signed with
/// the new key. So a kill at any moment leaves a key that agents can follow to: the store says
/// which, since a rotation that it does not have was never told to anybody.
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private final Database database;
    private final KeyFiles files;
    private final ReentrantLock rotating = new ReentrantLock();
    private volatile OrderSigner current;

    private SigningKeys(Database database, KeyFiles files) {
        this.database = database;
        this.files = files;
        findAgain();
        this.current = settled(database.read(KeyRotationStore::newest));
        keepBeside(database.read(KeyRotationStore::all));
    }

    /// Reads the key, or makes it at the first start, and ends what a kill left half done.
    ///
    /// @throws StoreException where the key that the store tells of is in no file
    public static SigningKeys open(DataDirectory directory, Database database) {
        return new SigningKeys(database, new KeyFiles(directory));
    }

    /// A store that was put back from a backup may have forgotten rotations. Those that lead to the
    /// key that is here are beside it.
    private void findAgain() {
        var beside = files.rotations();
        var known = database.read(KeyRotationStore::all).size();
        if (beside.size() <= known || !leadsToTheKey(beside.getLast())) {
            return;
        }
        database.write(transaction -> {
            beside.stream().skip(known).forEach(it -> insert(transaction, it));
            return known;
        });
        LOG.atWarn()
                .addKeyValue("rotations", beside.size() - known)
                .log("The store had forgotten rotations of the key; they were beside it");
    }

    private boolean leadsToTheKey(Envelope newest) {
        return isInAFile(KeyRotationStore.rotation(newest).newKey());
    }

    /// A kill in the middle of a rotation leaves the new key in the file of the next.
    private boolean isInAFile(VerifyingKey key) {
        return Stream.of(files.kept(), files.next())
                .flatMap(Optional::stream)
                .anyMatch(it -> it.verifyingKey().equals(key));
    }

    private static void insert(Transaction transaction, Envelope document) {
        var number = KeyRotationStore.rotation(document).number();
        KeyRotationStore.insert(transaction, number, document);
    }

    private void keepBeside(List<Envelope> rotations) {
        if (!files.rotations().equals(rotations)) {
            files.writeRotations(rotations);
        }
    }

    private OrderSigner settled(Optional<KeyRotation> newest) {
        var key = newest.isEmpty() ? files.readOrMake() : promoted(newest.get());
        files.forgetNext();
        return OrderSigner.of(key);
    }

    private SigningKey promoted(KeyRotation newest) {
        var next = files.next().filter(it -> it.verifyingKey().equals(newest.newKey()));
        next.ifPresent(files::promote);
        var key = files.readOrMake();
        if (!key.verifyingKey().equals(newest.newKey())) {
            throw new StoreException(
                    "could not find the key "
                            + newest.newKey().id()
                            + " that the store tells of; the file signing-key has the key "
                            + key.verifyingKey().id());
        }
        return key;
    }

    /// Whether the key that signs would be found again after a restart.
    ///
    /// @throws StoreException where a key's file cannot be read
    public boolean isKept() {
        return isInAFile(current.verifyingKey());
    }

    /// What signs orders now.
    public Signer current() {
        return current;
    }

    List<Envelope> rotations() {
        return database.read(KeyRotationStore::all);
    }

    /// Makes a new key and hands over to it; durable on return.
    KeyRotation rotate(Act act, String reason) {
        rotating.lock();
        try {
            settle();
            var next = SigningKey.generate();
            files.writeNext(next);
            var rotation = database.write(transaction -> rotate(transaction, next, act, reason));
            keepBeside(rotations());
            current = OrderSigner.of(next);
            files.promote(next);
            return rotation;
        } finally {
            rotating.unlock();
        }
    }

    /// What a full disk or a slow store left undone: the only file with the key is about to be
    /// replaced. It is asked through the writer, behind a rotation that nobody waited for to its
    /// end.
    private void settle() {
        if (files.next().isPresent()) {
            current = settled(database.write(KeyRotationStore::newest));
        }
    }

    private KeyRotation rotate(Transaction transaction, SigningKey next, Act act, String reason) {
        var number = KeyRotationStore.newest(transaction).map(KeyRotation::number).orElse(0L) + 1;
        var rotation =
                new KeyRotation(
                        number, current.verifyingKey().id(), next.verifyingKey(), act.at(), reason);
        KeyRotationStore.insert(transaction, number, signed(rotation, next));
        var detail = rotation.oldKey() + " hands over to " + rotation.newKey().id();
        act.record(transaction, new Act.Deed("key-rotated", "coordinator", reason, detail));
        return rotation;
    }

    private Envelope signed(KeyRotation rotation, SigningKey next) {
        try {
            return Envelope.sign(KeyRotation.PAYLOAD_TYPE, Json.bytes(rotation), current)
                    .alsoBy(next);
        } catch (TrustException e) {
            throw new IllegalStateException("what was just encoded", e);
        }
    }
}
