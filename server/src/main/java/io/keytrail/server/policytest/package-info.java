/// A user's own policy tests: YAML or JSON files that say what a set of policies must allow and
/// deny, and why.
///
/// Start at [io.keytrail.server.policytest.SuiteReader], which makes a
/// [io.keytrail.server.policytest.Suite] of a file: each test becomes the body of a `POST
/// /api/v1/simulate`, so that test, question and HTTP call are one scenario.
/// [io.keytrail.server.policytest.SuiteRunner] asks the engine and compares. Everything wrong with
/// a file is an [io.keytrail.server.policytest.InvalidSuite] with its place. Blocking (reads
/// files), no server needed.
@NullMarked
package io.keytrail.server.policytest;

import org.jspecify.annotations.NullMarked;
