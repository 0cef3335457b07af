package dev.towline.agent.compose;

/// Where something stands in a file; lines count from 1, 0 is the file as a whole.
record Place(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
