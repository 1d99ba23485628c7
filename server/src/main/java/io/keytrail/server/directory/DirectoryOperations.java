package io.keytrail.server.directory;

import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.ServiceCalls;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Puts Directory Service together.
public final class DirectoryOperations {
  private DirectoryOperations() {}

  /// What it needs.
  ///
  /// @param applications the services that use directories
  public record Dependencies(
      DirectoryStore store,
      AuthorizedApplications applications,
      SecureRandom random,
      InstantSource clock) {}

  /// The operations of `/api/v1` on directories.
  public static List<ApiOperation> api(ServiceCalls calls, SecureRandom random) {
    return List.of(
        new ListDirectories(calls),
        new MakeDirectory(calls, random),
        new GetDirectory(calls),
        new AddUser(calls));
  }

  /// Every operation of `ds` and `ds-data` that is served.
  public static List<Operation<?, ?, ?>> all(Dependencies dependencies) {
    DirectoryStore store = dependencies.store();
    return List.of(
        new CreateDirectory(store, dependencies.random(), dependencies.clock()),
        new DescribeDirectories(store),
        new DeleteDirectory(store, dependencies.applications()),
        new GetDirectoryLimits(store),
        new ResetUserPassword(store),
        new AddTagsToResource(store),
        new RemoveTagsFromResource(store),
        new ListTagsForResource(store),
        new CreateUser(store, dependencies.clock()),
        new DescribeUser(store),
        new ListUsers(store));
  }
}
