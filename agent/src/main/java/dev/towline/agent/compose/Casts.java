package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes numbers and booleans of the texts that stand where one is wanted: what a variable gives is
/// a text.
final class Casts {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private enum Kind {
        WHOLE("a whole number"),
        DECIMAL("a number"),
        FLAG("true or false");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final PathRules<Kind> KINDS =
            PathRules.<Kind>none()
                    .with(
                            Kind.WHOLE,
                            "services.*.cpu_count",
                            "services.*.cpu_period",
                            "services.*.cpu_quota",
                            "services.*.cpu_rt_period",
                            "services.*.cpu_rt_runtime",
                            "services.*.cpu_shares",
                            "services.*.deploy.replicas",
                            "services.*.deploy.update_config.parallelism",
                            "services.*.deploy.rollback_config.parallelism",
                            "services.*.deploy.restart_policy.max_attempts",
                            "services.*.deploy.placement.max_replicas_per_node",
                            "services.*.healthcheck.retries",
                            "services.*.oom_score_adj",
                            "services.*.pids_limit",
                            "services.*.ports.[].target",
                            "services.*.scale",
                            "services.*.ulimits.*",
                            "services.*.ulimits.*.hard",
                            "services.*.ulimits.*.soft")
                    .with(
                            Kind.DECIMAL,
                            "services.*.cpu_percent",
                            "services.*.cpus",
                            "services.*.deploy.update_config.max_failure_ratio",
                            "services.*.deploy.rollback_config.max_failure_ratio")
                    .with(
                            Kind.FLAG,
                            "services.*.init",
                            "services.*.healthcheck.disable",
                            "services.*.oom_kill_disable",
                            "services.*.privileged",
                            "services.*.read_only",
                            "services.*.stdin_open",
                            "services.*.tty",
                            "services.*.volumes.[].read_only",
                            "services.*.volumes.[].volume.nocopy",
                            "networks.*.external",
                            "networks.*.internal",
                            "networks.*.attachable",
                            "networks.*.enable_ipv4",
                            "networks.*.enable_ipv6",
                            "volumes.*.external",
                            "secrets.*.external",
                            "configs.*.external");

    private final Problems problems;

    Casts(Problems problems) {
        this.problems = problems;
    }

    /// The same tree with such texts cast. Those that cannot be are added to the problems.
    Tree of(Tree tree, TreePath path) {
        return tree.eachScalar(path, this::scalar);
    }

    private Tree scalar(Tree.Scalar scalar, TreePath path) {
        var kind = scalar.value().isTextual() ? KINDS.at(path) : null;
        if (kind == null) {
            return scalar;
        }
        var text = scalar.value().asText();
        var value =
                switch (kind) {
                    case WHOLE ->
                            WHOLE.matcher(text).matches()
                                    ? LongNode.valueOf(Long.parseLong(text))
                                    : null;
                    case DECIMAL ->
                            DECIMAL.matcher(text).matches()
                                    ? DoubleNode.valueOf(Double.parseDouble(text))
                                    : null;
                    case FLAG -> flag(scalar, path);
                };
        if (value == null) {
            problems.misfit(scalar.place(), path.text(), "must be " + kind.words);
            return scalar;
        }
        return new Tree.Scalar(scalar.place(), value);
    }

    private @Nullable JsonNode flag(Tree.Scalar scalar, TreePath path) {
        var word = scalar.value().asText().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "y", "yes", "on", "n", "no", "off" -> {
                problems.warning(
                        scalar.place(),
                        path.text(),
                        word + " is not a boolean in YAML 1.2; write true or false");
                yield BooleanNode.valueOf(word.charAt(0) == 'y' || word.equals("on"));
            }
            default -> null;
        };
    }
}
