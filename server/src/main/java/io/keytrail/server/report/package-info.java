/// Findings about files, and the forms in which people and machines read them: text with the place
/// marked, JSON, JUnit XML, SARIF 2.1.0, GitHub annotations.
///
/// Start at [io.keytrail.server.report.Finding]; [io.keytrail.server.report.ReportFormat] lists the
/// forms. Pure: strings in, strings out.
@NullMarked
package io.keytrail.server.report;

import org.jspecify.annotations.NullMarked;
