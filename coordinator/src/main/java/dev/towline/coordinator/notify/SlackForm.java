package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message by an incoming webhook of Slack.
///
/// The words come from people and VMs: they are shown as plain text, and escaped where Slack wants
/// its own mark-up, so that nobody can call a whole channel or show a link of their own by a
/// reason. `text` is what notifications of the desktop show.
final class SlackForm implements Form {
    @Override
    public Reply tell(Receiver receiver, Notification notification, Exchange exchange)
            throws InterruptedException {
        return exchange.send(
                HttpRequest.newBuilder(receiver.url().uri())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(message(notification)))));
    }

    private record Message(String text, List<Block> blocks) {}

    private record Block(
            String type,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Text text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Text> elements) {}

    private record Text(String type, String text) {}

    private static Message message(Notification notification) {
        var line = sign(notification.level()) + " " + notification.text();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block("section", new Text("plain_text", line), List.of()));
        if (notification.url() != null) {
            var link = "<" + notification.url() + "|" + notification.datum("deployment") + ">";
            blocks.add(new Block("context", null, List.of(new Text("mrkdwn", link))));
        }
        return new Message(escaped(line), blocks);
    }

    /// docs.slack.dev/messaging/formatting-message-text: these three, and no others.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sign(Level level) {
        return switch (level) {
            case INFO -> "ℹ️";
            case SUCCESS -> "✅";
            case WARNING -> "⚠️";
            case FAILURE -> "❌";
        };
    }
}
