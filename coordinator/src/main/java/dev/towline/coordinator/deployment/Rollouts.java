package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.rollout.Advice;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.coordinator.rollout.Progress;
import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.coordinator.rollout.RolloutView.Halted;
import dev.towline.coordinator.rollout.Waves;
import dev.towline.coordinator.store.BusyException;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets rollouts go on: does what `Waves` advises, whatever it was that changed.
///
/// It works in the transaction of the change itself: a report and the wave that it sets free are
/// kept together or not at all, and so are a failure, the halt and the way back. A kill between two
/// effects therefore leaves nothing half done; what waits for time alone is found again by `tick`.
public final class Rollouts {
    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

    /// More than there are effects that can follow each other.
    private static final int MOST_EFFECTS = 20;

    private final Database database;
    private final Chronicle chronicle;
    private final Contacts contacts;
    private final InstantSource clock;

    public Rollouts(
            Database database, Chronicle chronicle, Contacts contacts, InstantSource clock) {
        this.database = database;
        this.chronicle = chronicle;
        this.contacts = contacts;
        this.clock = clock;
    }

    public Contacts contacts() {
        return contacts;
    }

    /// The newest deployment's rollout as it is shown; empty where it has none.
    public Optional<RolloutView> view(Reading reading, EnvironmentName environment, Instant now) {
        return RolloutStore.newest(reading, environment)
                .map(it -> RolloutViews.newest(it, contacts, now));
    }

    /// The same of any deployment.
    Optional<RolloutView> view(Reading reading, DeploymentId deployment, Instant now) {
        return RolloutStore.find(reading, deployment)
                .map(it ->
                        isNewest(reading, it)
                                ? RolloutViews.newest(it, contacts, now)
                                : RolloutViews.superseded(it, contacts, now));
    }

    private static boolean isNewest(Reading reading, StoredRollout rollout) {
        return DeploymentStore.newestOrder(reading, rollout.environment())
                .filter(it -> it.generation().equals(rollout.generation()))
                .isPresent();
    }

    /// Looks whether time, or an agent that went or came, changed something. Writes only then.
    public void tick() {
        var now = clock.instant();
        database.read(RolloutStore::unfinished).forEach(it -> attempt(it, now));
    }

    /// What fails in one environment keeps no other from going on; a store that has no time for one
    /// has none for the others.
    private void attempt(EnvironmentName environment, Instant now) {
        try {
            if (database.read(reading -> hasWork(reading, environment, now))) {
                database.write(transaction -> {
                    advance(transaction, environment, now);
                    return environment;
                });
            }
        } catch (BusyException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("environment", environment)
                    .setCause(e)
                    .log("Could not advance a rollout");
        }
    }

    private boolean hasWork(Reading reading, EnvironmentName environment, Instant now) {
        return RolloutStore.newest(reading, environment)
                .filter(it -> next(it, now) instanceof Advice.Effect)
                .isPresent();
    }

    Advice next(StoredRollout rollout, Instant now) {
        return Waves.next(rollout.plan(), progress(rollout, now), now);
    }

    Progress progress(StoredRollout rollout, Instant now) {
        return rollout.progress(contacts, now);
    }

    /// People changed something about it.
    void steered(Transaction transaction, StoredRollout rollout, Instant now) {
        chronicle.settle(transaction, rollout.deployment(), now);
        advance(transaction, rollout.environment(), now);
    }

    /// Does all that there is to do in the environment's newest rollout.
    void advance(Transaction transaction, EnvironmentName environment, Instant now) {
        var returned = new ArrayList<AgentId>();
        for (int i = 0; i < MOST_EFFECTS; i++) {
            var rollout = RolloutStore.newest(transaction, environment);
            if (rollout.isEmpty() || !(next(rollout.get(), now) instanceof Advice.Effect effect)) {
                makeUp(transaction, environment, returned, now);
                return;
            }
            if (effect instanceof Advice.Return(var agents)) {
                returned.addAll(agents);
            }
            perform(transaction, rollout.get(), effect, now);
        }
        LOG.atError()
                .addKeyValue("environment", environment)
                .log("A rollout does not come to rest");
    }

    private void perform(
            Transaction transaction, StoredRollout rollout, Advice.Effect effect, Instant now) {
        var deployment = rollout.deployment();
        switch (effect) {
            case Advice.Release(var wave, var agents) -> {
                ReleasedStore.release(transaction, deployment, agents, wave, now);
                chronicle.supersedeWaiting(transaction, newer(rollout), now);
                tell(transaction, deployment, "released", now, new Released(wave, agents));
            }
            case Advice.Skip(var agents) -> {
                ReleasedStore.skip(transaction, deployment, agents, now);
                tell(transaction, deployment, "skipped", now, new Moved(agents));
            }
            case Advice.Return(var agents) -> {
                ReleasedStore.unskip(transaction, deployment, agents);
                tell(transaction, deployment, "returned", now, new Moved(agents));
            }
            case Advice.Halt(var because) -> {
                AuditStore.append(transaction, halting(rollout, because, now));
                halt(transaction, rollout, new Halted(now, null, because, null));
            }
        }
        chronicle.settle(transaction, deployment, now);
        DeploymentStore.witness(transaction, deployment, now);
        chronicle.announce(transaction, rollout.environment());
    }

    private static Content halting(StoredRollout rollout, String because, Instant now) {
        return new Content(
                now,
                "coordinator",
                "",
                "rollout-halted",
                rollout.environment().value(),
                because,
                rollout.deployment() + ", after wave " + rollout.waves(),
                Content.DONE);
    }

    /// No VM gets it any more; where the plan says so, those that have it go back.
    void halt(Transaction transaction, StoredRollout rollout, Halted halted) {
        RolloutStore.halt(transaction, rollout.deployment(), halted);
        tell(transaction, rollout.deployment(), "halted", halted.at(), halted);
        chronicle.settle(transaction, rollout.deployment(), halted.at());
        LOG.atWarn()
                .addKeyValue("environment", rollout.environment())
                .addKeyValue("generation", rollout.generation())
                .addKeyValue("cause", halted.because())
                .log("Rollout halted");
        if (halted.by() == null && rollout.plan().onFailure() == Plan.OnFailure.ROLL_BACK) {
            new WayBack(chronicle).order(transaction, rollout, halted);
        }
    }

    /// VMs that may not take the newest yet get what was accepted last before, if they missed that.
    void makeUp(
            Transaction transaction,
            EnvironmentName environment,
            List<AgentId> agents,
            Instant now) {
        if (agents.isEmpty()) {
            return;
        }
        DeploymentStore.newestOrder(transaction, environment)
                .flatMap(newest -> RolloutStore.acceptedBefore(transaction, newest, null))
                .ifPresent(before ->
                        agents.stream()
                                .filter(agent -> isBehind(transaction, agent, before))
                                .forEach(agent ->
                                        ReleasedStore.makeUpFor(
                                                transaction, before.deployment(), agent, now)));
        chronicle.announce(transaction, environment);
    }

    private static boolean isBehind(Reading reading, AgentId agent, Order order) {
        return !ReleasedStore.order(reading, agent)
                .filter(own -> !order.generation().after(own.generation()))
                .isPresent();
    }

    private static Newer newer(StoredRollout rollout) {
        return new Newer(rollout.environment(), rollout.generation());
    }

    private void tell(
            Transaction transaction,
            DeploymentId deployment,
            String type,
            Instant now,
            Object event) {
        chronicle.tell(transaction, deployment, type, Told.of(now, null, event));
    }

    private record Released(int wave, List<AgentId> agents) {}

    private record Moved(List<AgentId> agents) {}
}
