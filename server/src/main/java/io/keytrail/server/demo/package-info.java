/// The story that `--demo` plays into an empty deployment, so that every page and every search has
/// something to show: [io.keytrail.server.demo.Demo] puts it down as a job,
/// [io.keytrail.server.demo.StoryJob] plays it step by step, and
/// [io.keytrail.server.demo.Stage] makes the calls, each of them authorised and recorded like a
/// client's. Names, ids and policies are in [io.keytrail.server.demo.Cast] and `demo/*.json`.
@NullMarked
package io.keytrail.server.demo;

import org.jspecify.annotations.NullMarked;
