package dev.towline.agent.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// A reverse proxy in a container of the benchmark, with nothing but the JDK: hands each request
/// for a page to a service, and asks another of its addresses where one does not answer, as proxies
/// do with requests that may be made twice.
final class BenchProxy {
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 500;
    private static final byte[] BAD_GATEWAY =
            "HTTP/1.0 502 Bad Gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String service;
    private final int port;

    private BenchProxy(String service, int port) {
        this.service = service;
        this.port = port;
    }

    /// Serves until it is ended.
    ///
    /// @param arguments the port to listen on, the service's name and its port
    public static void main(String[] arguments) throws IOException {
        var proxy = new BenchProxy(arguments[1], Integer.parseInt(arguments[2]));
        try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 512);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                var client = server.accept();
                threads.execute(() -> proxy.serve(client));
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(ANSWER_MILLIS);
            client.getOutputStream().write(answer(head(client)));
        } catch (IOException _) {
            // The client went away.
        }
    }

    // The name is asked for each time: its addresses change with every container.
    private byte[] answer(byte[] request) throws IOException {
        for (var address : InetAddress.getAllByName(service)) {
            try {
                return asked(address, request);
            } catch (IOException _) {
                // The next address is asked.
            }
        }
        return BAD_GATEWAY;
    }

    private byte[] asked(InetAddress address, byte[] request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request);
            var answer = socket.getInputStream().readAllBytes();
            if (answer.length == 0) {
                throw new IOException(address + " ended without an answer");
            }
            return answer;
        }
    }

    private static byte[] head(Socket client) throws IOException {
        var head = new ByteArrayOutputStream();
        var in = client.getInputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended early");
            }
            head.write(next);
        }
        return head.toByteArray();
    }
}
