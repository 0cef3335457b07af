package dev.towline.agent.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells an answer of the engine from no answer, in what docker-java throws.
final class EngineFailure {
    private static final Pattern STATUS = Pattern.compile("^Status \\d+: ");

    private EngineFailure() {}

    static EngineException of(Throwable thrown) {
        if (thrown instanceof DockerException answered && answered.getHttpStatus() > 0) {
            return new EngineException.Refused(answered.getHttpStatus(), words(answered));
        }
        var network = network(thrown);
        return new EngineException.Silent(
                "the engine does not answer: " + reason(network == null ? thrown : network),
                thrown);
    }

    private static String words(DockerException answered) {
        var text = answered.getMessage() == null ? "" : answered.getMessage();
        var words = ResponseJson.message(STATUS.matcher(text).replaceFirst(""));
        return words.isEmpty() ? "status " + answered.getHttpStatus() : words;
    }

    private static @Nullable IOException network(Throwable thrown) {
        var depth = 0;
        for (Throwable it = thrown; it != null && depth < 10; it = it.getCause(), depth++) {
            if (it instanceof IOException found) {
                return found;
            }
        }
        return null;
    }

    private static String reason(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
