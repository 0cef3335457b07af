package dev.towline.agent.link;

import dev.towline.wire.ReportBatch;

/// Takes reports; the same batch may come more than once.
@FunctionalInterface
public interface ReportReceiver {

    ReportAnswer report(ReportBatch batch) throws InterruptedException;
}
