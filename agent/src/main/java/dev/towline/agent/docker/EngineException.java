package dev.towline.agent.docker;

/// The engine could not be asked, or said no.
public abstract sealed class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    private EngineException(String message) {
        super(message);
    }

    /// The engine did not answer in time, in full or at all: whether it did what was asked is
    /// unknown.
    public static final class Silent extends EngineException {
        private static final long serialVersionUID = 1L;

        Silent(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The engine answered, and the answer is wrong: it has lost count of what it has itself. A
    /// person has to look after it.
    public static final class AtFault extends EngineException {
        private static final long serialVersionUID = 1L;

        public AtFault(String message) {
            super(message);
        }
    }

    /// The engine has something by its name and cannot read it: a power cut came while it was
    /// written.
    public static final class Damaged extends EngineException {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /// The engine answered, and the answer is no.
    public static final class Refused extends EngineException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        /// The HTTP status; 0 where it was refused on this side.
        public int status() {
            return status;
        }
    }
}
