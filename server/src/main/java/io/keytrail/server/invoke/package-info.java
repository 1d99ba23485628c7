/// One API operation, and the one road every call takes: target -> checks -> [Authorizer] ->
/// execute -> event -> reply.
///
/// Start at [io.keytrail.server.invoke.Operation], what a core implements, and
/// [io.keytrail.server.invoke.Invoker], what drives it; internal calls between cores go through the
/// same `Invoker`. Nothing here knows HTTP or SQL; wire codecs bind an operation's records by name.
@NullMarked
package io.keytrail.server.invoke;

import org.jspecify.annotations.NullMarked;
