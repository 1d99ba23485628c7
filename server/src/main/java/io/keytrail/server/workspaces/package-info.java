/// WorkSpaces: desktops whose volumes are encrypted under the customer's KMS key.
///
/// Start with [Workspace], what a desktop is, and [WorkspaceState] and [Transition], how it moves.
/// [CreateWorkspaces] admits one: [Admission] looks at the key, the user and the directory, and
/// makes the grant by which the service may use the key for this user in this directory. The rest
/// is done by jobs ([LaunchJob], [RebootJob], [RebuildJob], [StopJob], [TerminateJob]), each in
/// small steps that may be repeated ([DesktopWork]), so that a server may end at any of them and
/// nothing stays behind.
///
/// The service never makes a cryptographic call. Volumes and instances are EC2's, directories and
/// users are Directory Service's, grants are KMS's: all are called by their operations
/// ([io.keytrail.server.invoke.ServiceCalls]), as whom says [Callers].
///
/// Source: the seed's page on encrypted WorkSpaces and facts/ebs-workspaces.md §4; where they are
/// silent, docs/workspaces.md says what we chose.
@NullMarked
package io.keytrail.server.workspaces;

import org.jspecify.annotations.NullMarked;
