package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands in the files, loading ends with a project or a `ComposeException`.
final class HostileFilesTest {
    private static final int ROUNDS = 150;
    private static final String SIGNS = "{}[]:,&*!|>'\"%@`#-?\\\n\t \0$~<.\u2028é0";

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void endsInAnAnswerForMutatedFiles(long seed) throws Exception {
        var random = new Random(seed);
        var cases = ComposeCase.in("/compose").toList();
        var answers = 0;

        for (var round = 0; round < ROUNDS; round++) {
            var original = cases.get(random.nextInt(cases.size())).text("compose.yaml");
            Files.writeString(folder.resolve("compose.yaml"), mutated(original, random));
            Files.writeString(folder.resolve(".env"), mutated("A=1\nB=\"x $A\"\n", random));
            answers += answered() ? 1 : 0;
        }

        assertThat(answers).isEqualTo(ROUNDS);
    }

    private boolean answered() {
        try {
            var project =
                    ComposeLoader.load(
                            new ComposeRequest(
                                    folder,
                                    folder,
                                    List.of(),
                                    "p",
                                    List.of("*"),
                                    Map.of(),
                                    List.of()));
            return !ComposeForm.json(project).isEmpty();
        } catch (ComposeException e) {
            return !e.problems().isEmpty();
        }
    }

    private static String mutated(String text, Random random) {
        var mutated = new StringBuilder(text);
        for (var i = random.nextInt(6); i >= 0; i--) {
            var at = random.nextInt(mutated.length());
            var sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.insert(at, sign);
                case 1 -> mutated.setCharAt(at, sign);
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.toString();
    }
}
