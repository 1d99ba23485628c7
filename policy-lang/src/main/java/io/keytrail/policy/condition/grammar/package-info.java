/// The classes that ANTLR generates from `Condition.g4`, and nothing else.
///
/// Only `io.keytrail.policy.condition` may use them, and there only the few classes between a text
/// and its [io.keytrail.policy.condition.Condition]: `GrammarRun`, `TokenGuard`, `SyntaxMistake`
/// and `TreeBuilder`. Generated code knows nothing of nullness, so this package is not marked.
package io.keytrail.policy.condition.grammar;
