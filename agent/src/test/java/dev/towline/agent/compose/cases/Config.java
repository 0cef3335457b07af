package dev.towline.agent.compose.cases;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.ComposeForm;
import dev.towline.agent.compose.ComposeLoader;
import java.util.Map;

/// `towline-agent config --format json` in the case's folder: what the command does once its line
/// is read, because a test cannot change the folder that it is in.
final class Config {
    /// All that Docker Compose had in its environment.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/dev");

    private Config() {}

    /// Only a refusal is an answer: any other exception is a defect and fails the test.
    static ComposeAnswer answer(CorpusCase given) {
        try {
            var request = given.options(ENVIRONMENT).in(given.folder());
            var json = ComposeForm.json(ComposeLoader.load(request));
            return ComposeAnswer.Project.of(SortedJson.read(json));
        } catch (ComposeException e) {
            return new ComposeAnswer.Refusal(String.valueOf(e.getMessage()));
        }
    }
}
