package dev.towline.agent.link;

import static dev.towline.agent.link.Coordinator.answering;
import static dev.towline.agent.link.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Enrolment;
import dev.towline.wire.EnrolmentRequest;
import dev.towline.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EnrolTest {
    private static final EnrolmentRequest REQUEST = new EnrolmentRequest("join-me", "vm");

    @Test
    void turnsAJoinTokenIntoAnIdentity() throws Exception {
        var enrolment =
                new Enrolment(
                        new AgentId("vm-1"),
                        new EnvironmentName("production"),
                        "token",
                        KEY.verifyingKey());
        try (var coordinator = new Coordinator(answering(201, Json.write(enrolment)))) {

            var answer = CoordinatorLink.enrol(coordinator.uri(), REQUEST);

            assertThat(answer).isEqualTo(enrolment);
            assertThat(coordinator.asked).containsExactly("POST /api/v1/agents");
            assertThat(coordinator.bodies)
                    .containsExactly("{\"joinToken\":\"join-me\",\"host\":\"vm\"}");
        }
    }

    @Test
    void saysWhyItWasRefused() throws Exception {
        try (var coordinator =
                new Coordinator(answering(401, "{\"detail\":\"the token was used\"}"))) {

            assertThatThrownBy(() -> CoordinatorLink.enrol(coordinator.uri(), REQUEST))
                    .isInstanceOf(LinkException.class)
                    .hasMessage(
                            "could not enrol at "
                                    + coordinator.uri()
                                    + ": HTTP status 401: the token was used");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "secret-token", "{\"token\":\"secret-token\",\"x\":1}"})
    void neverRepeatsAnAnswerThatItCannotRead(String body) throws Exception {
        try (var coordinator = new Coordinator(answering(200, body))) {

            assertThatThrownBy(() -> CoordinatorLink.enrol(coordinator.uri(), REQUEST))
                    .isInstanceOf(LinkException.class)
                    .hasMessageEndingWith(": the answer is not an enrolment")
                    .hasNoCause();
        }
    }
}
