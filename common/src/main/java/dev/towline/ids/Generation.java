package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An environment's counter of orders; set by the coordinator, only grows. Zero: no order yet.
public record Generation(@JsonValue long number) implements Comparable<Generation> {
    public static final Generation NONE = new Generation(0);

    @JsonCreator
    public Generation {
        if (number < 0) {
            throw new IllegalArgumentException("a generation is not negative");
        }
    }

    public Generation next() {
        return new Generation(Math.addExact(number, 1));
    }

    public boolean after(Generation other) {
        return number > other.number;
    }

    @Override
    public int compareTo(Generation other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
