/// The only hub: triggers, the phases of a deployment, healing. Values leave one package with
/// effects, pass through here, and enter the next. Imports all other packages of the agent but
/// `status`.
@NullMarked
package dev.towline.agent.reconcile;

import org.jspecify.annotations.NullMarked;
