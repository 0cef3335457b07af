package dev.towline.agent.plan;

import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The marked temporary names of containers that are not, or no longer, the one of their place.
final class Names {
    private static final Pattern NEXT = Pattern.compile(".+\\.towline-next-[0-9a-f]{8}");
    private static final Pattern DONE = Pattern.compile(".+\\.towline-done-[0-9a-f]{8}");
    private static final Pattern RETIRED = Pattern.compile(".+\\.towline-old-[0-9a-f]{8}");

    private static final Pattern MARK = Pattern.compile("\\.towline-(next|old|done)-[0-9a-f]{8}$");

    private static final int DIGITS = 8;

    private Names() {}

    /// The final name of a place, or a marked one where that is taken.
    static String free(Slot slot, ObservedProject observed) {
        var nexts = nexts(slot.finalName(), slot.hash());
        return free(Stream.concat(Stream.of(slot.finalName()), nexts), observed);
    }

    /// A marked name for what is to come.
    static String next(Slot slot, ObservedProject observed) {
        return free(nexts(slot.finalName(), slot.hash()), observed);
    }

    // The usual mark may be taken too: by what was made for another container to share with, or by
    // what the engine could not remove.
    private static String free(Stream<String> names, ObservedProject observed) {
        return names.filter(name ->
                        observed.containers().stream().noneMatch(it -> it.name().equals(name)))
                .findFirst()
                .orElseThrow();
    }

    /// The usual one first: more than anybody can have taken.
    private static Stream<String> nexts(String finalName, String specHash) {
        return IntStream.rangeClosed(0, specHash.length() - DIGITS)
                .mapToObj(it -> specHash.substring(it, it + DIGITS))
                .map(it -> finalName + ".towline-next-" + it);
    }

    /// Of what gives way: its own name without a mark, so that names moving between places meet no
    /// other. It tells what has ended its work by itself from what we stop.
    ///
    /// @param name the name that it has at this point of the plan
    static String aside(ObservedContainer container, String name) {
        var mark = OneShots.completed(container.state()) ? ".towline-done-" : ".towline-old-";
        return MARK.matcher(name).replaceFirst("") + mark + container.id().substring(0, DIGITS);
    }

    /// Stopped by us, or about to be.
    static boolean retired(String name) {
        return RETIRED.matcher(name).matches();
    }

    /// Gave way, stopped by us or not.
    static boolean aside(String name) {
        return retired(name) || DONE.matcher(name).matches();
    }

    static boolean marked(String name) {
        return aside(name) || NEXT.matcher(name).matches();
    }
}
