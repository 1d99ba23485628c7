package io.keytrail.server.iam;

import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Puts IAM together: its operations, and what other packages ask of it.
public final class IamOperations {
  private final Dependencies dependencies;
  private final UniqueIds ids;
  private final AccessKeyFactory factory;

  public IamOperations(Dependencies dependencies) {
    this.dependencies = dependencies;
    this.ids = new UniqueIds(dependencies.random());
    this.factory = new AccessKeyFactory(ids, dependencies.wrapping(), dependencies.clock());
  }

  /// What IAM needs.
  public record Dependencies(
      Transactions transactions,
      AccountStore accounts,
      UserStore users,
      AccessKeyStore accessKeys,
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
    return List.of(
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
        new GetCallerIdentity());
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
    return new StoredAccessKeys(dependencies.accessKeys(), factory);
  }

  /// Identity policies from the store; to be put behind a cache.
  public IdentityPolicies storedIdentityPolicies() {
    return new StoredIdentityPolicies(dependencies.users());
  }

  /// @param policies the identity policies, behind their cache
  public KnownPrincipals knownPrincipals(IdentityPolicies policies) {
    return new StoredKnownPrincipals(dependencies.accounts(), dependencies.users(), policies);
  }

  public StoredPrincipals principals() {
    return new StoredPrincipals(dependencies.accounts(), dependencies.users());
  }
}
