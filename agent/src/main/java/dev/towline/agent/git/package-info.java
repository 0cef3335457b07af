/// Fetches exactly the wanted commit, lays it out in a folder of its own and brings the project's
/// folder to it. Works on disk and network; JGit is used here and nowhere else. Imports `ids`,
/// `project` and common's `disk`.
@NullMarked
package dev.towline.agent.git;

import org.jspecify.annotations.NullMarked;
