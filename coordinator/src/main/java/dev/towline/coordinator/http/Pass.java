package dev.towline.coordinator.http;

/// What a caller was let in with. It may end while the caller is still inside.
public interface Pass {
    Caller caller();

    /// Whether it is still good.
    boolean holds();

    /// Runs once when it is taken away before the watch is closed; at once where it was already.
    Watch whenTaken(Runnable end);

    /// A look-out for the end of a pass.
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /// The pass of someone who needs none.
    static Pass ofAnyone() {
        return new Pass() {
            @Override
            public Caller caller() {
                return new Caller.Anyone();
            }

            @Override
            public boolean holds() {
                return true;
            }

            @Override
            public Watch whenTaken(Runnable end) {
                return () -> {};
            }
        };
    }
}
