package dev.towline.agent.reconcile;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.compose.Variables;
import dev.towline.agent.project.StackDescriptor;
import dev.towline.agent.project.StackDescriptor.Contract;
import dev.towline.agent.project.StackDescriptor.Guard;
import dev.towline.agent.project.StackDescriptor.Health;
import dev.towline.agent.project.StackDescriptor.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Fills the variables into a descriptor's texts: URLs, expected values and commands.
///
/// In a command only the variables that Towline gives are filled in, as `${TOWLINE_SHA}`:
/// everything else in it belongs to the shell that runs it.
final class StackTexts {
    private final Variables variables;

    StackTexts(Variables variables) {
        this.variables = variables;
    }

    StackDescriptor fill(StackDescriptor stack) throws ComposeException {
        return new StackDescriptor(
                stack.compose(),
                stack.variables(),
                stack.guards().stream().map(this::guard).toList(),
                stack.before().stream().map(this::hook).toList(),
                stack.after().stream().map(this::hook).toList(),
                health(stack.health()),
                stack.stable(),
                stack.contracts().stream().map(this::contract).toList(),
                stack.rollback());
    }

    private List<Health> health(List<Health> checks) throws ComposeException {
        var filled = new ArrayList<Health>();
        for (var it : checks) {
            filled.add(
                    new Health(
                            variables.fill("health.url", it.url()),
                            it.timeout(),
                            expected(it.expect())));
        }
        return filled;
    }

    private Map<String, String> expected(Map<String, String> expect) throws ComposeException {
        var filled = new TreeMap<String, String>();
        for (var it : expect.entrySet()) {
            filled.put(it.getKey(), variables.fill("health.expect." + it.getKey(), it.getValue()));
        }
        return filled;
    }

    private Guard guard(Guard it) {
        return new Guard(it.service(), command(it.command()), it.timeout(), it.busy());
    }

    private Hook hook(Hook it) {
        return new Hook(it.service(), command(it.command()), it.timeout(), it.idempotent());
    }

    private Contract contract(Contract it) {
        return new Contract(
                it.service(), command(it.command()), it.report(), it.timeout(), it.required());
    }

    private List<String> command(List<String> words) {
        return words.stream().map(this::given).toList();
    }

    private String given(String word) {
        var filled = word;
        for (var variable : variables.all().entrySet()) {
            if (variable.getKey().startsWith("TOWLINE_")) {
                filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
            }
        }
        return filled;
    }
}
