package dev.towline.agent.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keys that `ssh-keygen` makes, and what it says of signatures.
public record Keys(Path folder) {
    /// A new key pair without a passphrase, once for each name.
    ///
    /// @param kind options, as `-t ed25519`
    public Path make(String name, String... kind) {
        var key = folder.resolve(name);
        if (!Files.exists(key)) {
            var words = new ArrayList<>(List.of("-q", "-N", "", "-C", name, "-f", key.toString()));
            words.addAll(List.of(kind));
            run(words);
        }
        return key;
    }

    /// The key as a line of an allowed-signers file has it.
    public String line(Path key) {
        try {
            return Files.readString(Path.of(key + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A signature of a text, in its armour.
    String sign(Path key, String namespace, String text) {
        try {
            var file = Files.writeString(folder.resolve("to-sign"), text);
            Files.deleteIfExists(folder.resolve("to-sign.sig"));
            run(List.of("-Y", "sign", "-n", namespace, "-f", key.toString(), file.toString()));
            return Files.readString(folder.resolve("to-sign.sig"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String run(List<String> words) {
        try {
            var command = new ArrayList<>(List.of("ssh-keygen"));
            command.addAll(words);
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
