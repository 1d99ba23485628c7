/// `./keytrail bench`: what this machine does, measured over HTTP against a server process of its
/// own, and by JMH for decisions. Nothing here asserts: figures are printed beside the targets of
/// the design.
///
/// Start at [io.keytrail.server.bench.Bench]. The load is closed-loop over raw sockets with
/// requests signed beforehand, so that the generator takes little of the cores it shares with the
/// server.
@NullMarked
package io.keytrail.server.bench;

import org.jspecify.annotations.NullMarked;
