/// Tests of the signature verifier: published vectors, refusals, AWS's own signers.
package io.keytrail.server.http.sigv4;
