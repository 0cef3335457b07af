package dev.towline.coordinator.chain;

import java.util.Locale;

/// An entry as canonical JSON (RFC 8785): keys sorted, no spaces, and the shortest escapes. Written
/// by hand, for it must never change with a library.
final class CanonicalJson {
    private final StringBuilder text = new StringBuilder(512);

    private CanonicalJson() {}

    static String of(long number, Content content, String previous) {
        return new CanonicalJson()
                .add("action", content.action())
                .add("at", content.at().toString())
                .add("detail", content.detail())
                .add("from", content.from())
                .add(number)
                .add("outcome", content.outcome())
                .add("previous", previous)
                .add("reason", content.reason())
                .add("subject", content.subject())
                .add("who", content.who())
                .closed();
    }

    private CanonicalJson add(String key, String value) {
        separate();
        text.append('"').append(key).append("\":\"");
        value.chars().forEach(it -> append((char) it));
        text.append('"');
        return this;
    }

    private CanonicalJson add(long number) {
        separate();
        text.append("\"number\":").append(number);
        return this;
    }

    private void separate() {
        text.append(text.isEmpty() ? '{' : ',');
    }

    private String closed() {
        return text.append('}').toString();
    }

    private void append(char sign) {
        switch (sign) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (sign < ' ') {
                    text.append(String.format(Locale.ROOT, "\\u%04x", (int) sign));
                } else {
                    text.append(sign);
                }
            }
        }
    }
}
