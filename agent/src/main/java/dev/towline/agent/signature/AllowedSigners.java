package dev.towline.agent.signature;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom the VM's owner trusts: a file as ssh-keygen(1) describes under ALLOWED SIGNERS.
///
/// One line that cannot be understood spoils the file: a key that was meant to end at a date must
/// not be left out without a word, nor one that was meant to be trusted.
public final class AllowedSigners {
    private final String file;
    private final List<Signer> signers;

    private AllowedSigners(String file, List<Signer> signers) {
        this.file = file;
        this.signers = List.copyOf(signers);
    }

    /// Reads the file's text.
    ///
    /// @param file its name, for messages
    /// @param zone of times in it that do not say theirs: the VM's own
    /// @throws MalformedException with the line
    public static AllowedSigners parse(String file, String text, ZoneId zone)
            throws MalformedException {
        var signers = new ArrayList<Signer>();
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                signers.add(SignerLine.parse(number, line, zone));
            } catch (MalformedException e) {
                throw new MalformedException(file + ":" + number + ": " + e.getMessage());
            }
        }
        return new AllowedSigners(file, signers);
    }

    String file() {
        return file;
    }

    /// Who may have signed this with the key, as git asks: the first line with the key that was
    /// good then says whose it is, and a line that names one of these must allow it.
    Optional<String> principal(SshKey key, String namespace, Instant at) {
        return withKey(key).stream()
                .filter(it -> it.untimely(at).isEmpty())
                .limit(1)
                .flatMap(it -> it.names().stream())
                .filter(name ->
                        withKey(key).stream()
                                .filter(it -> it.principals().match(name))
                                .anyMatch(it -> it.objection(namespace, at).isEmpty()))
                .findFirst();
    }

    /// Why nobody may have.
    String objection(SshKey key, String namespace, Instant at) {
        return withKey(key).stream()
                .flatMap(it ->
                        it.objection(namespace, at).stream()
                                .map(why -> file + ":" + it.line() + " lists it " + why))
                .findFirst()
                .orElse(file + " does not list it");
    }

    private List<Signer> withKey(SshKey key) {
        return signers.stream().filter(it -> it.key().same(key)).toList();
    }
}
