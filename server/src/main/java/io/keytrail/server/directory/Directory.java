package io.keytrail.server.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A directory as it is stored.
///
/// @param domainSid of its domain; its users' SIDs begin with it
/// @param tags in order of their keys
/// @param nextRid what the next user gets; only ever rises, so that no RID is given twice
/// @param revision 1 and up, one more with every change
public record Directory(
    DirectoryKey key,
    Sid domainSid,
    Profile profile,
    Network network,
    Stage stage,
    Instant launched,
    Instant stageSince,
    Map<String, String> tags,
    long nextRid,
    long revision) {
  /// The CloudFormation type, which CloudTrail's `resources` show.
  static final String RESOURCE_TYPE = "AWS::DirectoryService::SimpleAD";

  public Directory {
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    if (!domainSid.isDomain()) {
      throw new IllegalArgumentException(domainSid + " is no domain's SID");
    }
  }

  /// What its maker chose.
  ///
  /// @param name fully qualified: `corp.example.com`; also the realm of its users
  /// @param shortName NetBIOS: `CORP`
  /// @param size `Small` or `Large`
  public record Profile(String name, String shortName, String size, Optional<String> description) {}

  /// The next revision, in which that RID is taken.
  Directory withMember(long rid) {
    return next(tags, Math.max(nextRid, rid + 1));
  }

  /// The next revision, with these tags and no others.
  Directory withTags(Map<String, String> newTags) {
    return next(newTags, nextRid);
  }

  private Directory next(Map<String, String> newTags, long newNextRid) {
    return new Directory(
        key,
        domainSid,
        profile,
        network,
        stage,
        launched,
        stageSince,
        newTags,
        newNextRid,
        revision + 1);
  }
}
