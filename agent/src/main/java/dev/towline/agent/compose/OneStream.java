package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/// The documents of a file as one document: the list of them. With Go's YAML reader an anchor of
/// one document can be used in the next, which this library knows only within a document.
final class OneStream implements Parser {
    private final List<Event> events = new ArrayList<>();
    private int at;

    /// @throws ParserException where a document says that it is not of YAML 1.1, which Go's reader
    ///   refuses, although it reads 1.2
    OneStream(Iterable<Event> all) {
        for (var event : all) {
            switch (event.getEventId()) {
                case DocumentStart -> check((DocumentStartEvent) event);
                case DocumentEnd -> {
                    // The list goes on.
                }
                case StreamStart -> {
                    events.add(event);
                    begin();
                }
                case StreamEnd -> {
                    end();
                    events.add(event);
                }
                default -> events.add(event);
            }
        }
    }

    private static void check(DocumentStartEvent start) {
        var version = start.getSpecVersion();
        if (version.isPresent() && version.get().getMinor() != 1) {
            throw new ParserException("%YAML must be 1.1, or left out", start.getStartMark());
        }
    }

    private void begin() {
        events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        events.add(
                new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
    }

    private void end() {
        events.add(new SequenceEndEvent());
        events.add(new DocumentEndEvent(false));
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return hasNext() && peekEvent().getEventId() == id;
    }

    @Override
    public Event peekEvent() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return events.get(at);
    }

    @Override
    public Event next() {
        var event = peekEvent();
        at++;
        return event;
    }

    @Override
    public boolean hasNext() {
        return at < events.size();
    }
}
