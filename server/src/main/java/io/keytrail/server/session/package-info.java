/// Who is signed in to the dashboard: links that sign in once, the sessions they begin, and as whom
/// a session acts.
///
/// Start at [io.keytrail.server.session.SessionOperations], the operations of `/api/v1`, and at
/// [io.keytrail.server.session.Sessions], which says whose call a cookie makes. A
/// [io.keytrail.server.session.SignInLink] and a [io.keytrail.server.session.Session] are rows
/// behind the port [io.keytrail.server.session.SessionStore], found by the digest of a token that
/// only the link or the cookie holds ([io.keytrail.server.session.Tokens]). No cookies, no headers
/// and no URLs but the link's here: that is `http`'s.
@NullMarked
package io.keytrail.server.session;

import org.jspecify.annotations.NullMarked;
