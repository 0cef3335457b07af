package dev.towline.agent.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The status line and the header fields of an HTTP answer; names are compared without case.
record ResponseHead(int status, Map<String, List<String>> fields) {
    private static final int LARGEST_LINE = 64 * 1024;
    private static final int MOST_FIELDS = 100;

    static ResponseHead read(InputStream in) throws IOException {
        var status = status(line(in));
        var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var count = 0; count <= MOST_FIELDS; count++) {
            var line = line(in);
            if (line.isEmpty()) {
                return new ResponseHead(status, fields);
            }
            add(fields, line);
        }
        throw new IOException("the answer has more than " + MOST_FIELDS + " header fields");
    }

    /// What follows the head, by RFC 9112 section 6.3.
    InputStream body(InputStream in, String method) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (first("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new ChunkedBody(in);
        }
        var length = first("Content-Length");
        return length.isEmpty() ? in : new SizedBody(in, size(length, 10));
    }

    /// One line, without its end.
    ///
    /// @throws EOFException where the stream ends before the line does
    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended early");
            }
            if (line.size() == LARGEST_LINE) {
                throw new IOException("a line of the answer is too long");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    static long size(String digits, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(digits.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("the answer's length is not a number", e);
        }
    }

    private String first(String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static void add(Map<String, List<String>> fields, String line) throws IOException {
        var colon = line.indexOf(':');
        if (colon < 1) {
            throw new IOException("a header field of the answer has no name");
        }
        fields.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                .add(line.substring(colon + 1).strip());
    }
}
