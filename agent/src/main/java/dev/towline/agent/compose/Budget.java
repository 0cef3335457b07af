package dev.towline.agent.compose;

/// How much one load may make of its files. Aliases, variables, includes and `extends` let a short
/// file ask for more than fits the memory.
final class Budget {
    private static final int MOST_VALUES = 300_000;
    private static final int MOST_DOCUMENTS = 200;
    private static final int LONGEST_TEXTS = 8 << 20;

    private int values;
    private int documents;
    private int texts;

    /// Counts a document that is read: each costs a walk over what was merged before it.
    ///
    /// @throws ComposeException where all together are too many, or too large
    void spend(Document document) throws ComposeException {
        if (++documents > MOST_DOCUMENTS) {
            throw new ComposeException(
                    "%s: the Compose files stand for more than %d documents"
                            .formatted(document.tree().place(), MOST_DOCUMENTS));
        }
        spend(document.tree());
    }

    /// Counts the values of a tree that is read, or copied.
    ///
    /// @throws ComposeException where all together are too many
    void spend(Tree tree) throws ComposeException {
        count(tree);
        if (values > MOST_VALUES) {
            throw new ComposeException(
                    "%s: the Compose files stand for more than %d values"
                            .formatted(tree.place(), MOST_VALUES));
        }
    }

    private void count(Tree tree) {
        if (++values > MOST_VALUES) {
            return;
        }
        switch (tree) {
            case Tree.Mapping mapping -> mapping.entries().values().forEach(this::count);
            case Tree.Sequence sequence -> sequence.items().forEach(this::count);
            case Tree.Scalar _ -> {
                // Counted above.
            }
        }
    }

    /// Counts a text with its variables filled in; false where all together are too long.
    boolean allows(String text) {
        texts += text.length();
        return texts <= LONGEST_TEXTS;
    }
}
