package dev.towline.agent.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// Finds out where the links of a tree lead, before anything of it is written.
///
/// Looking at the text of one link is not enough: `a/b/up -> ../..` stays inside, and so does the
/// text of `a/b/up/../x`, but together they lead out. So every step is taken as the kernel would.
///
/// @param links every link's path and text
record LinkCheck(Map<String, String> links) {
    /// As the kernel's own limit.
    private static final int MOST_LINKS = 40;

    LinkCheck {
        links = Map.copyOf(links);
    }

    /// Whether following the link at this path stays inside the tree all the way.
    boolean staysInside(String path) {
        return new Way(path).staysInside();
    }

    private final class Way {
        private final Deque<String> todo = new ArrayDeque<>();
        private final Deque<String> done = new ArrayDeque<>();
        private int followed;

        Way(String path) {
            prepend(path);
        }

        boolean staysInside() {
            while (!todo.isEmpty()) {
                if (!step(todo.pop())) {
                    return false;
                }
            }
            return true;
        }

        private boolean step(String name) {
            if (name.equals("..")) {
                return done.pollLast() != null;
            }
            if (name.isEmpty() || name.equals(".")) {
                return true;
            }
            done.addLast(name);
            String target = links.get(String.join("/", done));
            return target == null || follow(target);
        }

        private boolean follow(String target) {
            done.removeLast();
            prepend(target);
            return !target.startsWith("/") && ++followed <= MOST_LINKS;
        }

        private void prepend(String path) {
            int end = path.length();
            while (end >= 0) {
                int slash = path.lastIndexOf('/', end - 1);
                todo.push(path.substring(slash + 1, end));
                end = slash;
            }
        }
    }
}
