package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.towline.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An Adaptive Card for a Teams workflow "When a Teams webhook request is received".
///
/// The words stand in a rich text block, whose text runs know no mark-up: a reason cannot make a
/// link.
final class TeamsForm implements Form {
    private static final String CARD = "application/vnd.microsoft.card.adaptive";
    private static final String SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json";

    @Override
    public Reply tell(Receiver receiver, Notification notification, Exchange exchange)
            throws InterruptedException {
        return exchange.send(
                HttpRequest.newBuilder(receiver.url().uri())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(message(notification)))));
    }

    private record Message(String type, List<Attachment> attachments) {}

    private record Attachment(String contentType, @Nullable String contentUrl, Card content) {}

    private record Card(
            @JsonProperty("$schema") String schema,
            String type,
            String version,
            List<Block> body,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Action> actions) {}

    private record Block(String type, List<Run> inlines) {}

    private record Run(String type, String text, String color) {}

    private record Action(String type, String title, String url) {}

    private static Message message(Notification notification) {
        var run = new Run("TextRun", notification.text(), color(notification.level()));
        var url = notification.url();
        var actions =
                url == null
                        ? List.<Action>of()
                        : List.of(
                                new Action(
                                        "Action.OpenUrl", notification.datum("deployment"), url));
        var body = List.of(new Block("RichTextBlock", List.of(run)));
        var card = new Card(SCHEMA, "AdaptiveCard", "1.4", body, actions);
        return new Message("message", List.of(new Attachment(CARD, null, card)));
    }

    private static String color(Level level) {
        return switch (level) {
            case INFO -> "default";
            case SUCCESS -> "good";
            case WARNING -> "warning";
            case FAILURE -> "attention";
        };
    }
}
