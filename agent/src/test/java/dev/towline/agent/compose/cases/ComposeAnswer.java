package dev.towline.agent.compose.cases;

import com.fasterxml.jackson.databind.JsonNode;

/// What becomes of a case: a project, or a refusal with its message.
sealed interface ComposeAnswer {
    /// The canonical form, its keys sorted, laid out so that two of them compare line by line.
    record Project(String text) implements ComposeAnswer {
        static Project of(JsonNode canonical) {
            return new Project(SortedJson.text(canonical));
        }
    }

    record Refusal(String message) implements ComposeAnswer {}
}
