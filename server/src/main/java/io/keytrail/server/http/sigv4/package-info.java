/// Signature Version 4, checked: who signed this request, and is it the request that was signed?
///
/// Start at [io.keytrail.server.http.sigv4.SigV4Verifier]. A request is first read for what it
/// claims ([io.keytrail.server.http.sigv4.ClaimReader], header or presigned form), before its body
/// is; then [io.keytrail.server.http.sigv4.CanonicalRequest] says what must have been signed, from
/// the raw request target, computed once. Refusals are `ApiException`s in AWS's words. The
/// published vectors and AWS's own signers are this package's tests. The choices are in
/// `docs/adr/`, "our own SigV4 verifier".
@NullMarked
package io.keytrail.server.http.sigv4;

import org.jspecify.annotations.NullMarked;
