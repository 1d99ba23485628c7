/// Keytrail's policy language: IAM and KMS policies, from text to an explained decision.
///
/// [PolicyLanguage] is the way in. A text goes through `syntax` (strict JSON with positions),
/// `check` (findings and the `ast`), `compile` (what runs) and `eval` (the decision); `explain`
/// says why; `catalog` knows which actions and condition keys exist; `condition` is the condition
/// language, which stands on its own. No clock, no input or output, no dependency but ANTLR's
/// runtime.
@NullMarked
package io.keytrail.policy;

import org.jspecify.annotations.NullMarked;
