package dev.towline.agent.git;

/// Is told before and after each change that is made to the mirror, to a release's folder, and to a
/// tracked file of the project folder.
public interface FileWitness {
    /// Does not care.
    FileWitness NOBODY =
            new FileWitness() {
                @Override
                public void before(String change) {}

                @Override
                public void after(String change) {}
            };

    /// It comes next: `fetch`, `write compose.yml`, or `delete compose.yml`.
    void before(String change);

    /// It was done.
    void after(String change);
}
