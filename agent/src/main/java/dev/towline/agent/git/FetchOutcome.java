package dev.towline.agent.git;

import dev.towline.ids.CommitSha;

/// What came of a fetch. The messages are for people and hold no secret.
public sealed interface FetchOutcome {

    /// The commit is in the mirror, and it was on the branch at this fetch.
    record Fetched(CommitSha sha) implements FetchOutcome {}

    /// The server has the commit, or may have it, but it is not on the branch.
    record NotOnBranch(String message) implements FetchOutcome {}

    /// The server does not have that commit.
    record Missing(String message) implements FetchOutcome {}

    /// The server was not reached, did not answer in time, or did not let us in.
    record Unavailable(String message) implements FetchOutcome {}
}
