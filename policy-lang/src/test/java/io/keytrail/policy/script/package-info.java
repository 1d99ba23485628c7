/// Policy scripts: decisions as data, in `src/test/policies/*.policy`.
///
/// A script is a list of lines. `policy KIND NAME` is followed by a document and `end` (or has it
/// behind a colon, or `from seed N`); `as`, `on`, `owner`, `with`, `without`, `encryption`, `grant`
/// set up the request; `allow ACTION`, `implicit ACTION`, `deny ACTION` and `depends ACTION` are
/// expectations, with `by …`, `blocked …`, `missing …`, `notes …`, `near …`, `if …` behind them.
/// `---` forgets everything, `#` begins a comment. Start at [PolicyScriptsTest].
@NullMarked
package io.keytrail.policy.script;

import org.jspecify.annotations.NullMarked;
