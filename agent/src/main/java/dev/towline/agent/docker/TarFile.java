package dev.towline.agent.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the first regular file of a tar stream (POSIX ustar, with the extensions that Go writes).
final class TarFile {
    private static final int BLOCK = 512;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE = 156;
    private static final long LARGEST_EXTENSION = 1024 * 1024;

    private TarFile() {}

    /// The file's content; empty where the first entry is something else.
    ///
    /// @throws TooLargeException where it has more bytes than the limit
    static Optional<byte[]> content(InputStream tar, int limit) throws IOException {
        var header = header(tar);
        while (extension(header)) {
            skip(tar, size(header));
            header = header(tar);
        }
        if (header[TYPE] != '0' && header[TYPE] != 0) {
            return Optional.empty();
        }
        var size = size(header);
        if (size > limit) {
            throw new TooLargeException(size, limit);
        }
        return Optional.of(exactly(tar, (int) size));
    }

    /// A file is larger than the caller wants to hold.
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLargeException(long size, int limit) {
            super("it has " + size + " bytes, the limit is " + limit);
        }
    }

    // Long names and the like come as entries of their own before the real one.
    private static boolean extension(byte[] header) {
        return switch (header[TYPE]) {
            case 'x', 'g', 'L', 'K' -> true;
            default -> false;
        };
    }

    private static byte[] header(InputStream tar) throws IOException {
        return exactly(tar, BLOCK);
    }

    private static byte[] exactly(InputStream tar, int length) throws IOException {
        var bytes = tar.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the archive ended early");
        }
        return bytes;
    }

    private static void skip(InputStream tar, long size) throws IOException {
        if (size > LARGEST_EXTENSION) {
            throw new IOException("an extended header of the archive is too large");
        }
        tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
    }

    private static long size(byte[] header) throws IOException {
        // Sizes from 8 GiB are binary; nobody wants such a file.
        if (header[SIZE] < 0) {
            return Long.MAX_VALUE;
        }
        var digits = new String(header, SIZE, SIZE_LENGTH, StandardCharsets.US_ASCII);
        try {
            return Long.parseLong(digits.replace('\0', ' ').strip(), 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive's header has no size", e);
        }
    }
}
