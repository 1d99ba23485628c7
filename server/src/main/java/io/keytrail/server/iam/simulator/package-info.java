/// AWS's own policy simulator, as operations of IAM: what policies say of actions on resources,
/// without doing anything.
///
/// Start at [io.keytrail.server.iam.simulator.SimulatorOperations]. A
/// [io.keytrail.server.iam.simulator.Simulation] is one call's question: who calls
/// ([io.keytrail.server.iam.simulator.SimulatedCaller]), by which policies
/// ([io.keytrail.server.iam.simulator.SourcePolicies]), on whose resources
/// ([io.keytrail.server.iam.simulator.ResourceSide]). The engine decides;
/// [io.keytrail.server.iam.simulator.Answer] is one decision in AWS's words. Nothing here knows
/// session policies, resource control policies, endpoints or grants, because AWS's simulator does
/// not: `POST /api/v1/simulate` does.
@NullMarked
package io.keytrail.server.iam.simulator;

import org.jspecify.annotations.NullMarked;
