package dev.towline.agent.failpoint;

import dev.towline.agent.git.FileWitness;

/// A point before and after each change of a file that came from git.
record MortalFiles(Points points) implements FileWitness {
    @Override
    public void before(String change) {
        points.pass("before " + change);
    }

    @Override
    public void after(String change) {
        points.pass("after " + change);
    }
}
