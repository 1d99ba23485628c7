/// The command line: one class per subcommand. Commands that need a server speak HTTP to it with
/// the admin token; data goes to stdout, words for people to stderr.
@NullMarked
package io.keytrail.server.cli;

import org.jspecify.annotations.NullMarked;
