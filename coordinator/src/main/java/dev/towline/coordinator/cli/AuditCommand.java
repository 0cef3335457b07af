package dev.towline.coordinator.cli;

import dev.towline.coordinator.audit.AuditFile;
import dev.towline.coordinator.audit.AuditFile.Verdict;
import dev.towline.coordinator.store.StoreException;
import dev.towline.wire.AuditHead;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The commands on the audit log. They read the file itself, for a coordinator that was tampered
/// with might not tell.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Checks or exports the audit log.")
final class AuditCommand {
    private static final int WRONG = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// One of the two.
    static final class Log {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The coordinator's folder; it may run meanwhile.")
        private @Nullable Path data;

        @Parameters(arity = "1", paramLabel = "FILE.jsonl", description = "An export.")
        private @Nullable Path file;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Finds any edit, removal, reordering or, against a witness, truncation.",
            footer =
                    "Exit code: 0 the chain is whole, 1 it is not or cannot be read, 2 wrong usage.")
    int verify(
            @ArgGroup(multiplicity = "1") Log log,
            @Option(
                            names = "--head",
                            paramLabel = "NUMBER:HASH",
                            converter = Head.class,
                            description =
                                    "Where the log stood once, as an agent tells; may be given"
                                            + " several times.")
                    @Nullable List<AuditHead> heads) {
        try {
            return say(verdict(log, heads == null ? List.of() : heads));
        } catch (StoreException | IOException e) {
            return failed("could not verify the audit log: " + e.getMessage());
        }
    }

    private static Verdict verdict(Log log, List<AuditHead> heads) throws IOException {
        if (log.data != null) {
            return AuditFile.verifyStore(log.data, heads);
        }
        return AuditFile.verifyExport(Objects.requireNonNull(log.file), heads);
    }

    private int say(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Whole(var head) -> {
                spec.commandLine()
                        .getOut()
                        .println(
                                "the chain is whole up to entry "
                                        + head.number()
                                        + ", head "
                                        + head.number()
                                        + ":"
                                        + head.hash());
                yield 0;
            }
            case Verdict.Wrong(var number, var what) -> failed("entry " + number + ": " + what);
        };
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Prints the log as JSON lines, oldest first.")
    int export(
            @Option(
                            names = "--data",
                            required = true,
                            paramLabel = "DIR",
                            description = "The coordinator's folder; it may run meanwhile.")
                    Path data) {
        try (var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            AuditFile.export(data, out);
            return 0;
        } catch (StoreException | IOException e) {
            return failed("could not export the audit log: " + e.getMessage());
        }
    }

    private int failed(String sentence) {
        spec.commandLine().getErr().println("towline coordinator audit: " + sentence);
        return WRONG;
    }

    /// Reads `NUMBER:HASH`.
    static final class Head implements ITypeConverter<AuditHead> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

        @Override
        public AuditHead convert(String text) {
            var form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "wanted is NUMBER:HASH with 64 hex digits, not " + text);
            }
            return new AuditHead(Long.parseLong(form.group(1)), form.group(2));
        }
    }
}
