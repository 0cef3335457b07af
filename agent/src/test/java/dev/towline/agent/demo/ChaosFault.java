package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Something that goes wrong on a VM, or around it, and what was done about it by whoever would do
/// so: a supervisor starts a dead process again, a server comes back, a person puts a file back.
enum ChaosFault {
    AGENT_KILLED {
        @Override
        void strike(ChaosPlace place) {
            place.site().agent().kill9();
            place.site().agent().startAgain();
        }
    },
    AGENT_KILLED_TWICE {
        @Override
        void strike(ChaosPlace place) {
            AGENT_KILLED.strike(place);
            place.pause();
            AGENT_KILLED.strike(place);
        }
    },
    COORDINATOR_KILLED {
        @Override
        void strike(ChaosPlace place) {
            place.site().coordinator().kill9();
            place.pause();
            place.site().coordinator().startAgain();
        }
    },
    REGISTRY_AWAY {
        @Override
        void strike(ChaosPlace place) {
            place.site().world().registry().stop();
            place.pause();
            place.site().world().registry().start();
        }
    },
    GIT_AWAY {
        @Override
        void strike(ChaosPlace place) {
            place.site().world().git().stop();
            place.pause();
            place.site().world().git().start();
        }
    },
    PROCESS_KILLED {
        @Override
        void strike(ChaosPlace place) {
            place.someContainer().ifPresent(place.engine()::kill);
        }
    },
    CONTAINER_REMOVED {
        @Override
        void strike(ChaosPlace place) {
            place.someContainer().ifPresent(place.engine()::remove);
        }
    },
    /// A person runs Compose in the project folder, with another tag than the ordered one.
    COMPOSE_BY_HAND {
        @Override
        void strike(ChaosPlace place) {
            var folder = place.projectFolder();
            var file = folder.resolve("docker-compose.yml");
            var program = ComposeProgram.ofThisMachine();
            if (program.isEmpty() || !Files.exists(file)) {
                return;
            }
            var command = new ArrayList<>(program.get());
            command.addAll(List.of("--project-directory", folder.toString()));
            command.addAll(List.of("-f", file.toString(), "up", "-d", "--force-recreate"));
            // It may fail: the agent is at the same containers.
            Command.run(Map.of("IMAGE_TAG", place.olderTag()), command.toArray(String[]::new));
        }
    },
    /// A person checks an older commit out, sees that it was wrong, and takes it back.
    FILE_EDITED {
        @Override
        void strike(ChaosPlace place) {
            var file = place.projectFolder().resolve("README.md");
            try {
                var before = Files.readString(file);
                Files.writeString(file, "edited by hand\n");
                place.pause();
                if (Files.readString(file).equals("edited by hand\n")) {
                    Files.writeString(file, before);
                }
            } catch (IOException e) {
                throw new DemoException("could not edit " + file, e);
            }
        }
    };

    /// Does it, and undoes what somebody would undo.
    abstract void strike(ChaosPlace place);

    /// Whether somebody else wrote to the stack: then it waits for the next deployment.
    boolean rival() {
        return this == COMPOSE_BY_HAND;
    }

    static ChaosFault any(RandomGenerator random) {
        var all = values();
        return all[random.nextInt(all.length)];
    }
}
