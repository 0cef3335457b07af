package dev.towline.coordinator.notify;

/// Somebody wants to know whether the receiver can be told anything.
record PingFact(String requestedBy) implements Fact {
    @Override
    public Topic topic() {
        return Topic.PING;
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public String text() {
        return "Towline reaches this receiver; asked for by " + requestedBy;
    }
}
