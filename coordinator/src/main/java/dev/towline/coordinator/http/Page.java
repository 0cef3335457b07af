package dev.towline.coordinator.http;

/// A part of a long list, newest first: `?before=NUMBER&limit=COUNT`.
public record Page(long before, int limit) {
    private static final int USUAL = 50;
    private static final int LONGEST = 500;

    /// Reads the query.
    ///
    /// @throws Refusal where a value is not a number, or too large (422)
    public static Page of(Call call) {
        return new Page(
                number(call, "before", Long.MAX_VALUE, Long.MAX_VALUE),
                (int) number(call, "limit", USUAL, LONGEST));
    }

    private static long number(Call call, String name, long usual, long largest) {
        var limit = "1 to " + largest;
        var detail = name + " is a whole number";
        try {
            long number = call.query(name).map(Long::parseLong).orElse(usual);
            if (number < 1 || number > largest) {
                throw Refusal.unusable(name, detail, limit);
            }
            return number;
        } catch (NumberFormatException _) {
            throw Refusal.unusable(name, detail, limit);
        }
    }
}
