/// The doors to the policy engine for policies that nobody has to store: `POST /api/v1/simulate`,
/// `/api/v1/conditions/evaluate` and `/api/v1/conditions/translate`.
///
/// Start at [io.keytrail.server.simulate.Simulate]. [io.keytrail.server.invoke.Members] reads JSON
/// members with a pointer to each, and refuses unknown ones;
/// [io.keytrail.server.simulate.RequestReader] and [io.keytrail.server.simulate.PoliciesReader]
/// make an `AccessRequest` and a `PolicySet` of them, [io.keytrail.server.simulate.DecisionWriter]
/// writes the answer. Policies that come again byte for byte are not read again
/// ([io.keytrail.server.simulate.SeenPolicies]).
///
/// What a decision means is the engine's business: nothing here decides.
@NullMarked
package io.keytrail.server.simulate;

import org.jspecify.annotations.NullMarked;
