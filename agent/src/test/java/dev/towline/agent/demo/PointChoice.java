package dev.towline.agent.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which of a deployment's points are tried.
@FunctionalInterface
interface PointChoice {
    /// Every one.
    PointChoice ALL = points -> points;

    /// Those after which the VM is another than before: its disk, its engine. What lies between two
    /// of them finds the VM the same. One image that is removed after another is as the first.
    PointChoice EFFECTS =
            ALL.where(it -> it.startsWith("after ") && !it.contains("report of"))
                    .where(it -> !it.matches("after remove image .*\\([0-9]+\\)"));

    List<String> of(List<String> points);

    default PointChoice where(Predicate<String> kept) {
        return points -> of(points).stream().filter(kept).toList();
    }

    /// From this point on; all where there is none such.
    default PointChoice from(String point) {
        return points -> {
            var chosen = of(points);
            return chosen.subList(Math.max(0, chosen.indexOf(point)), chosen.size());
        };
    }

    /// So many at most, evenly spread, the first and the last among them.
    default PointChoice atMost(int most) {
        return points -> {
            var chosen = of(points);
            if (chosen.size() <= most) {
                return chosen;
            }
            var spread = new ArrayList<String>();
            for (int i = 0; i < most; i++) {
                spread.add(chosen.get(i * (chosen.size() - 1) / Math.max(1, most - 1)));
            }
            return List.copyOf(spread);
        };
    }
}
