package dev.towline.coordinator.notify;

import java.time.Duration;
import java.util.Optional;

/// What came back.
sealed interface Reply {
    /// An answer.
    ///
    /// @param body its beginning
    /// @param retryAfter how long it asks to be left alone
    record Answered(int status, String body, Optional<Duration> retryAfter) implements Reply {
        @Override
        public boolean good() {
            return status >= 200 && status < 300;
        }

        /// It will not have this message, whenever it is sent.
        boolean refusal() {
            return switch (status) {
                case 400, 410, 413, 414, 415, 422 -> true;
                default -> false;
            };
        }
    }

    /// None; in words that name no part of the URL.
    record Failed(String why) implements Reply {}

    default boolean good() {
        return false;
    }

    /// As `the answer was 500`.
    default String words() {
        return switch (this) {
            case Answered answered when answered.status() >= 300 && answered.status() < 400 ->
                    "the answer was " + answered.status() + "; redirects are not followed";
            case Answered answered -> "the answer was " + answered.status();
            case Failed failed -> failed.why();
        };
    }
}
