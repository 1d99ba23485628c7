/// Tests of the one port, from sockets and from AWS's own clients.
package io.keytrail.server.http;
