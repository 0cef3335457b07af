package dev.towline.agent.compose;

import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a release's texts may name: `TOWLINE_SHA`, `TOWLINE_SHORT_SHA`, `TOWLINE_ENVIRONMENT`,
/// `TOWLINE_GENERATION`, and the descriptor's own variables.
///
/// Unlike in a Compose file, a name that is not set is an error: it is a slip of the pen in the
/// descriptor.
public final class Variables {
    private final Map<String, String> all;

    private Variables(Map<String, String> all) {
        this.all = Collections.unmodifiableMap(all);
    }

    /// The given variables alone.
    public static Variables of(CommitSha sha, EnvironmentName environment, Generation generation) {
        return new Variables(
                new TreeMap<>(
                        Map.of(
                                "TOWLINE_SHA", sha.hex(),
                                "TOWLINE_SHORT_SHA", sha.abbreviated(),
                                "TOWLINE_ENVIRONMENT", environment.value(),
                                "TOWLINE_GENERATION", generation.toString())));
    }

    /// These and the descriptor's, whose values may name these but not each other.
    ///
    /// @throws ComposeException where a value names an unknown variable or a key is a given one
    public Variables with(Map<String, String> descriptor) throws ComposeException {
        var more = new TreeMap<>(all);
        for (var variable : new TreeMap<>(descriptor).entrySet()) {
            if (all.containsKey(variable.getKey())) {
                throw new ComposeException("the variable " + variable.getKey() + " is given");
            }
            more.put(
                    variable.getKey(), fill("variables." + variable.getKey(), variable.getValue()));
        }
        return new Variables(more);
    }

    /// These over others: what the VM's own env files and the Compose file have set.
    public Variables over(Map<String, String> others) {
        var both = new TreeMap<>(others);
        both.putAll(all);
        return new Variables(both);
    }

    /// All of them, for interpolation of the Compose files.
    public Map<String, String> all() {
        return all;
    }

    /// A text with its variables filled in, by the grammar of Compose files.
    ///
    /// @param what names the text in an error
    /// @throws ComposeException where the text names a variable that is not set
    public String fill(String what, String text) throws ComposeException {
        List<String> unset = new ArrayList<>();
        try {
            var filled = Template.fill(text, Lookup.in(all), unset::add);
            if (unset.isEmpty()) {
                return filled;
            }
        } catch (Template.Refused e) {
            throw new ComposeException(what + ": " + e.getMessage());
        }
        throw new ComposeException(
                what
                        + ": there is no variable "
                        + String.join(", ", unset)
                        + "; there are "
                        + String.join(", ", all.keySet()));
    }
}
