package dev.towline.agent.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes what SSH reads.
final class SshBlob {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    SshBlob raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    SshBlob number(int number) {
        return raw(ByteBuffer.allocate(4).putInt(number).array());
    }

    SshBlob string(byte[] bytes) {
        return number(bytes.length).raw(bytes);
    }

    SshBlob string(String text) {
        return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    SshBlob string(BigInteger number) {
        return string(number.toByteArray());
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
