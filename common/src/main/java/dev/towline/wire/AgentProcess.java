package dev.towline.wire;

import java.util.regex.Pattern;

/// Which process speaks for an agent; sent along with all that it asks and reports, so that two
/// with one identity are told from one that was started again.
///
/// @param instance made by chance at its start
/// @param boot the same for all processes since this machine was started; empty: not known
public record AgentProcess(String instance, String boot) {
    public static final String INSTANCE_HEADER = "Towline-Instance";
    public static final String BOOT_HEADER = "Towline-Boot";
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z-]{0,64}");

    /// @throws IllegalArgumentException where one has another form
    public AgentProcess {
        if (instance.isEmpty()
                || !FORM.matcher(instance).matches()
                || !FORM.matcher(boot).matches()) {
            throw new IllegalArgumentException("a process is named by up to 64 letters and digits");
        }
    }

    public boolean sameBoot(AgentProcess other) {
        return !boot.isEmpty() && boot.equals(other.boot());
    }
}
