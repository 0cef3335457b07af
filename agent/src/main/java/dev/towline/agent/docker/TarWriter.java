package dev.towline.agent.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Writes a tar archive of small files (POSIX ustar) into memory. Pure.
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int CHECKSUM = 148;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    /// One file.
    ///
    /// @param content written in UTF-8
    /// @param mode its permission bits
    record Entry(String name, String content, int mode, int uid, int gid) {}

    void add(Entry entry) {
        var content = entry.content().getBytes(StandardCharsets.UTF_8);
        archive.writeBytes(header(entry, content.length));
        archive.writeBytes(content);
        archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /// The whole archive, with the two empty blocks that end it.
    byte[] bytes() {
        var whole = archive.toByteArray();
        return Arrays.copyOf(whole, whole.length + 2 * BLOCK);
    }

    private static byte[] header(Entry entry, int size) {
        var header = new byte[BLOCK];
        name(entry.name(), header);
        octal(entry.mode(), 7, header, 100);
        octal(entry.uid(), 7, header, 108);
        octal(entry.gid(), 7, header, 116);
        octal(size, 11, header, 124);
        octal(0, 11, header, 136);
        header[156] = '0';
        put("ustar\00000".getBytes(StandardCharsets.US_ASCII), header, 257);
        Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        var sum = 0;
        for (var it : header) {
            sum += it & 0xff;
        }
        octal(sum, 6, header, CHECKSUM);
        header[CHECKSUM + 6] = 0;
        return header;
    }

    // A long name is parted at a slash; a longer one cannot be said.
    private static void name(String name, byte[] header) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        var cut = bytes.length <= NAME ? -1 : slash(bytes);
        put(Arrays.copyOfRange(bytes, cut + 1, bytes.length), header, 0);
        if (cut > 0) {
            put(Arrays.copyOf(bytes, cut), header, PREFIX);
        }
    }

    private static int slash(byte[] name) {
        for (var at = Math.max(1, name.length - NAME - 1); at < name.length - 1; at++) {
            if (name[at] == '/' && at <= PREFIX_LENGTH) {
                return at;
            }
        }
        throw new IllegalArgumentException("the file name is too long for an archive");
    }

    private static void octal(long number, int digits, byte[] header, int at) {
        var text = String.format(Locale.ROOT, "%0" + digits + "o", number);
        if (text.length() > digits) {
            throw new IllegalArgumentException(number + " is too large for an archive");
        }
        put(text.getBytes(StandardCharsets.US_ASCII), header, at);
    }

    private static void put(byte[] bytes, byte[] header, int at) {
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
