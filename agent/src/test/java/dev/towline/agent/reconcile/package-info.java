/// Tests of the reconcile loop, in a time that passes only while somebody waits, on an engine in
/// memory, with a real journal and a real repository.
@NullMarked
package dev.towline.agent.reconcile;

import org.jspecify.annotations.NullMarked;
