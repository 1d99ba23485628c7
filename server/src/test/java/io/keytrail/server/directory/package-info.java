/// Directory Service as a server has it, on real PostgreSQL; start at
/// [io.keytrail.server.directory.DirectoryWorld].
@NullMarked
package io.keytrail.server.directory;

import org.jspecify.annotations.NullMarked;
