/// Tests of the gate, on raw sockets.
package io.keytrail.server.http.gate;
