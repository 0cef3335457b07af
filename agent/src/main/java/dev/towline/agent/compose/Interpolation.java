package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.TextNode;

/// Replaces the variables in all texts of a tree; keys stay as they are.
final class Interpolation {
    private final Lookup variables;
    private final Problems problems;
    private final Budget budget;

    Interpolation(Lookup variables, Budget budget, Problems problems) {
        this.variables = variables;
        this.budget = budget;
        this.problems = problems;
    }

    /// The same tree with texts filled in. What is wrong is added to the problems.
    Tree of(Tree tree, TreePath path) {
        return tree.eachScalar(path, this::scalar);
    }

    private Tree scalar(Tree.Scalar scalar, TreePath path) {
        if (!scalar.value().isTextual()) {
            return scalar;
        }
        var place = scalar.place();
        try {
            var text =
                    Template.fill(
                            scalar.value().asText(),
                            variables,
                            it -> unset(place, path.text(), it));
            if (!budget.allows(text)) {
                throw new Template.Refused("the file grows too long by its variables");
            }
            return new Tree.Scalar(place, TextNode.valueOf(text));
        } catch (Template.Refused e) {
            problems.error(place, path.text(), String.valueOf(e.getMessage()));
            return scalar;
        }
    }

    private void unset(Place place, String path, String name) {
        problems.warning(
                place, path, "the variable " + name + " is not set; an empty text stands for it");
    }
}
