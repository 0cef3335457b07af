package dev.towline.agent.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A signature as `ssh-keygen -Y sign` makes it (OpenSSH's PROTOCOL.sshsig).
///
/// @param namespace what it was made for; `git` for commits
/// @param hash which hash of the content was signed
/// @param proof what the key made of it
record SshSignature(SshKey key, String namespace, String hash, Proof proof) {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    static SshSignature parse(String armoured) throws MalformedException {
        var in = new WireReader(Armour.open(armoured));
        if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
            throw new MalformedException("it is not an SSH signature");
        }
        int version = in.uint32();
        if (version != VERSION) {
            throw new MalformedException("its version is " + Integer.toUnsignedString(version));
        }
        var key = SshKey.parse(in.string());
        var namespace = in.name();
        if (in.string().length > 0) {
            throw new MalformedException("it has something reserved");
        }
        var hash = in.name();
        var proof = Proof.parse(key, in.string());
        in.end();
        return new SshSignature(key, namespace, hash, proof);
    }

    /// Whether it is of exactly this content.
    boolean covers(byte[] content) throws MalformedException {
        return proof.holds(key, signed(Hashes.named(hash, content)));
    }

    private byte[] signed(byte[] digest) {
        var out = ByteBuffer.allocate(MAGIC.length + 4 * Integer.BYTES + names() + digest.length);
        out.put(MAGIC);
        put(out, namespace.getBytes(StandardCharsets.US_ASCII));
        put(out, new byte[0]);
        put(out, hash.getBytes(StandardCharsets.US_ASCII));
        put(out, digest);
        return out.array();
    }

    private int names() {
        return namespace.length() + hash.length();
    }

    private static void put(ByteBuffer out, byte[] string) {
        out.putInt(string.length).put(string);
    }
}
