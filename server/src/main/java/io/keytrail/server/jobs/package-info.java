/// Durable jobs: everything long or later, so that it goes on after a crash where it was.
///
/// Start with [JobType], a kind of job: sequential, blocking code on a virtual thread, in a class
/// of its own. [JobContext] is what it works with: recorded steps, progress, sleep, cancel.
/// [JobQueue] puts a job into the transaction of the change that wants it, so that both commit or
/// neither. [JobRunner] claims what is due and runs it.
///
/// A claim is a lease with an epoch. Every write of a claimant names its epoch and changes nothing
/// once somebody else has claimed the job; so a server that was only slow cannot harm what its
/// successor does. What a step does outside PostgreSQL happens at least once, so steps are written
/// to be repeated: ids are chosen in one step and used in the next.
///
/// Cores may use this package; it knows none of them.
@NullMarked
package io.keytrail.server.jobs;

import org.jspecify.annotations.NullMarked;
