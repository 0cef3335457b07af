package dev.towline.agent.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body in chunks (RFC 9112 section 7.1); ending before the last chunk is an error.
final class ChunkedBody extends InputStream {
    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean finished;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !finished) {
            nextChunk();
        }
        if (finished) {
            return -1;
        }
        var count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the answer ended inside a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            ResponseHead.line(in);
        }
        first = false;
        var line = ResponseHead.line(in);
        var extension = line.indexOf(';');
        left = ResponseHead.size(extension < 0 ? line : line.substring(0, extension), 16);
        if (left == 0) {
            finished = true;
            skipTrailer();
        }
    }

    private void skipTrailer() throws IOException {
        for (var line = ResponseHead.line(in); !line.isEmpty(); ) {
            line = ResponseHead.line(in);
        }
    }
}
