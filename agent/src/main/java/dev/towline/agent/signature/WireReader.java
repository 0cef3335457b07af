package dev.towline.agent.signature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what SSH writes (RFC 4251, 5): numbers, and strings that begin with their length. Nothing
/// is made larger than what is there.
final class WireReader {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 16384 / 8 + 1;

    private final ByteBuffer bytes;

    WireReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte octet() throws MalformedException {
        return take(1)[0];
    }

    int uint32() throws MalformedException {
        return ByteBuffer.wrap(take(Integer.BYTES)).getInt();
    }

    byte[] take(long length) throws MalformedException {
        if (length > bytes.remaining()) {
            throw new MalformedException("it ends too early");
        }
        var taken = new byte[(int) length];
        bytes.get(taken);
        return taken;
    }

    byte[] string() throws MalformedException {
        return take(Integer.toUnsignedLong(uint32()));
    }

    /// A string of printable ASCII, as all names are; safe to show.
    String name() throws MalformedException {
        var name = string();
        if (name.length > LONGEST_NAME) {
            throw new MalformedException("it has a name of " + name.length + " bytes");
        }
        for (var letter : name) {
            if (letter < ' ' || letter > '~') {
                throw new MalformedException("it has a name that is not printable");
            }
        }
        return new String(name, StandardCharsets.US_ASCII);
    }

    BigInteger positive() throws MalformedException {
        var number = string();
        if (number.length > LONGEST_NUMBER || (number.length > 0 && number[0] < 0)) {
            throw new MalformedException("it has a number that is negative or too large");
        }
        return new BigInteger(1, number);
    }

    void end() throws MalformedException {
        if (bytes.hasRemaining()) {
            throw new MalformedException("it has " + bytes.remaining() + " bytes too many");
        }
    }
}
