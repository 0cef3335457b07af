package dev.towline.agent.lock;

/// A lock that is ours until it is closed. To close it twice does nothing.
public interface HeldLock extends AutoCloseable {
    @Override
    void close();
}
