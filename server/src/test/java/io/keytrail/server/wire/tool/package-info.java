/// Makes `server/src/main/models` from AWS's published API models; run by hand, never by the
/// server.
///
/// Start at [io.keytrail.server.wire.tool.ModelCompiler]. `ServedOperations` is the list to extend
/// when another operation is served; [io.keytrail.server.wire.tool.ModelFilesTest] writes the files
/// (`-Dkeytrail.models=write`) or, without that, proves that they are what the compiler makes. What
/// AWS publishes later than the jar stands in `NAME.overlay.json`, written by hand in the same form
/// and merged when the server starts.
@NullMarked
package io.keytrail.server.wire.tool;

import org.jspecify.annotations.NullMarked;
