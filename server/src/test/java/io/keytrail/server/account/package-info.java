/// Tests of exports and snapshots of a user's own account.
@org.jspecify.annotations.NullMarked
package io.keytrail.server.account;
