package dev.towline.coordinator.notify;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Tells a receiver in its own form.
public final class Messenger implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Postman postman;
    private final Form generic;
    private final Form slack = new SlackForm();
    private final Form teams = new TeamsForm();
    private final Form github = new GithubForm();
    private final Notifying notifying;

    public Messenger(Notifying notifying, InstantSource clock) {
        this.postman = new Postman(LONGEST, clock);
        this.generic = new GenericForm(clock);
        this.notifying = notifying;
    }

    Destination.PlainHttp plainHttp() {
        return notifying.plainHttp();
    }

    Reply tell(Receiver receiver, Notification notification) throws InterruptedException {
        var form =
                switch (receiver.kind()) {
                    case GENERIC -> generic;
                    case SLACK -> slack;
                    case TEAMS -> teams;
                    case GITHUB -> github;
                };
        return form.tell(receiver, notification.withUrl(link(notification)), postman);
    }

    private @Nullable String link(Notification notification) {
        var deployment = notification.datum("deployment");
        return deployment.isEmpty() ? null : notifying.link(deployment);
    }

    @Override
    public void close() {
        postman.close();
    }
}
