package io.keytrail.server.iam;

import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.ResourcePolicies;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.invoke.Transactions;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Puts IAM together: its operations, and what other packages ask of it.
public final class IamOperations {
  private final Dependencies dependencies;
  private final UniqueIds ids;
  private final AccessKeyFactory factory;
  private final SessionFactory sessionFactory;
  private final TrustPolicies trustPolicies;
  private final RoleOperations roles;

  public IamOperations(Dependencies dependencies) {
    this.dependencies = dependencies;
    this.ids = new UniqueIds(dependencies.random());
    this.factory = new AccessKeyFactory(ids, dependencies.wrapping(), dependencies.clock());
    this.sessionFactory = new SessionFactory(ids, dependencies.wrapping());
    this.trustPolicies = new TrustPolicies(dependencies.roles());
    this.roles = new RoleOperations(dependencies, ids, principals(), trustPolicies, sessionFactory);
  }

  /// What IAM needs.
  public record Dependencies(
      Transactions transactions,
      AccountStore accounts,
      UserStore users,
      AccessKeyStore accessKeys,
      RoleStore roles,
      SessionStore sessions,
      Wrapping wrapping,
      SecureRandom random,
      InstantSource clock) {}

  /// Every IAM and STS operation that is served.
  public static List<Operation<?, ?, ?>> all(Dependencies dependencies) {
    return new IamOperations(dependencies).operations();
  }

  public List<Operation<?, ?, ?>> operations() {
    UserStore store = dependencies.users();
    AccessKeyStore keys = dependencies.accessKeys();
    Users users = new Users(store);
    KeyOwners owners = new KeyOwners(keys, users);
    List<Operation<?, ?, ?>> all = new ArrayList<>();
    all.addAll(
        List.of(
            new CreateUser(store, ids, dependencies.clock()),
            new GetUser(dependencies.accounts(), users),
            new ListUsers(store),
            new DeleteUser(store, keys, users),
            new PutUserPolicy(store, users, dependencies.clock()),
            new GetUserPolicy(store, users),
            new DeleteUserPolicy(store, users),
            new ListUserPolicies(users),
            new CreateAccessKey(keys, owners, factory),
            new ListAccessKeys(keys, owners),
            new UpdateAccessKey(keys, owners),
            new DeleteAccessKey(keys, owners),
            new GetAccountAuthorizationDetails(store, dependencies.roles()),
            new GetCallerIdentity()));
    all.addAll(roles.all());
    return List.copyOf(all);
  }

  /// The operations of `/api/v1` on accounts.
  public List<ApiOperation> apiOperations() {
    return List.of(new CreateAccount(accounts()), new ListAccounts(accounts()));
  }

  public Accounts accounts() {
    return new Accounts(
        dependencies.transactions(),
        dependencies.accounts(),
        dependencies.accessKeys(),
        factory,
        dependencies.clock());
  }

  public Bootstrap bootstrap() {
    return new Bootstrap(
        dependencies.transactions(), accounts(), dependencies.accessKeys(), factory);
  }

  /// Access keys from the store; to be put behind a cache.
  public AccessKeys storedAccessKeys() {
    return new StoredAccessKeys(
        dependencies.accessKeys(), factory, dependencies.sessions(), sessionFactory);
  }

  /// Identity policies and session policies from the store; to be put behind a cache.
  public IdentityPolicies storedIdentityPolicies() {
    return new StoredIdentityPolicies(
        dependencies.users(), dependencies.roles(), dependencies.sessions());
  }

  /// @param policies the identity policies, behind their cache
  public KnownPrincipals knownPrincipals(IdentityPolicies policies) {
    return new StoredKnownPrincipals(dependencies.accounts(), dependencies.users(), policies);
  }

  public StoredPrincipals principals() {
    return new StoredPrincipals(
        dependencies.accounts(), dependencies.users(), dependencies.roles());
  }

  /// What guards roles, for those who ask about decisions without making them.
  public ResourcePolicies trustPolicies() {
    return trustPolicies;
  }

  /// The roles of our own services.
  ///
  /// @param requestIds random UUID texts
  public ServiceRoles serviceRoles(Invoker invoker, Supplier<String> requestIds) {
    return new LinkedRoles(dependencies.roles(), invoker, roles.ofServices(), requestIds);
  }

  /// Removes sessions that ended before that time.
  ///
  /// @return how many
  public Future<Integer> deleteSessionsEnded(Instant before) {
    return dependencies.sessions().deleteEnded(before);
  }
}
