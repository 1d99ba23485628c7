/// JSON to policy documents, and everything that can be wrong with one.
///
/// Start at [DocumentReader]: it walks the [io.keytrail.policy.syntax.JsonNode] tree once, builds
/// the [io.keytrail.policy.ast.PolicyDocument] and collects findings in [Findings]. The value
/// checks stand one class per element: [ActionChecks], [PrincipalChecks], [ResourceChecks],
/// [ConditionReader]. Only errors keep a document from being used; an unknown action is a warning.
/// Findings are values: nothing here throws at a bad document.
@NullMarked
package io.keytrail.policy.check;

import org.jspecify.annotations.NullMarked;
