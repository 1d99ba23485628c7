@org.jspecify.annotations.NullMarked
package io.keytrail.audit.logfile;
