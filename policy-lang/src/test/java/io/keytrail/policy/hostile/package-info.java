/// The worst inputs that people try on matchers and parsers, as functions of their size: tests ask
/// how the work grows, and `./keytrail bench hostile` what it costs.
@NullMarked
package io.keytrail.policy.hostile;

import org.jspecify.annotations.NullMarked;
