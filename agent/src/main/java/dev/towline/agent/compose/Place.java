package dev.towline.agent.compose;

/// Where something stands in a file; lines count from 1.
record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
