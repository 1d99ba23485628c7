/// The command line, run in this JVM: what it prints where, and how it exits.
@NullMarked
package io.keytrail.server.cli;

import org.jspecify.annotations.NullMarked;
