package dev.towline.agent.reconcile;

import dev.towline.agent.check.CheckException;
import dev.towline.agent.check.ContainerExec;
import dev.towline.agent.check.ContainerFile;
import dev.towline.agent.check.ExecAnswer;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The running containers of a project by their service: where checks run their commands.
final class Containers implements ContainerExec, ContainerFile {
    private final Engine engine;
    private final DesiredProject project;

    Containers(Engine engine, DesiredProject project) {
        this.engine = engine;
        this.project = project;
    }

    @Override
    public ExecAnswer exec(String service, List<String> command, Duration timeout)
            throws CheckException {
        try {
            var container = running(service);
            return container.isEmpty()
                    ? new ExecAnswer.NotRunning()
                    : exec(container.get(), command, timeout);
        } catch (EngineException e) {
            throw new CheckException("could not run a command in " + service, e);
        }
    }

    @Override
    public Optional<byte[]> read(String service, String path, int atMost) throws CheckException {
        try {
            var container = running(service);
            return container.isEmpty()
                    ? Optional.empty()
                    : engine.read(container.get().id(), path, atMost);
        } catch (EngineException e) {
            throw new CheckException("could not read " + path + " of " + service, e);
        }
    }

    boolean noneRuns() throws EngineException {
        return engine.observe(project).containers().stream()
                .noneMatch(it -> it.state() instanceof Running);
    }

    private ExecAnswer exec(ObservedContainer container, List<String> command, Duration timeout)
            throws EngineException {
        var result = engine.exec(container.id(), command, timeout);
        var output = result.stdout().text() + result.stderr().text();
        return result.timedOut()
                ? new ExecAnswer.TimedOut(output)
                : new ExecAnswer.Exited(result.exitCode(), output);
    }

    private Optional<ObservedContainer> running(String service) throws EngineException {
        return engine.observe(project).containers().stream()
                .filter(it -> it.service().equals(service) && it.state() instanceof Running)
                .min(Comparator.comparingInt(ObservedContainer::number));
    }
}
