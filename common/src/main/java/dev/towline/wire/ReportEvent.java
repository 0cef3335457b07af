package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What a report tells; `type` names which in JSON.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PhaseReport.class, name = "phase"),
    @JsonSubTypes.Type(value = ProgressReport.class, name = "progress"),
    @JsonSubTypes.Type(value = StepReport.class, name = "step"),
    @JsonSubTypes.Type(value = CheckReport.class, name = "check"),
    @JsonSubTypes.Type(value = OutcomeReport.class, name = "outcome"),
    @JsonSubTypes.Type(value = StatusReport.class, name = "status")
})
public sealed interface ReportEvent
        permits PhaseReport, ProgressReport, StepReport, CheckReport, OutcomeReport, StatusReport {}
