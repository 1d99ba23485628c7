package io.keytrail.server.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A directory as DescribeDirectories shows it. AWS shows no SID here, and neither do we.
record DirectoryView(
    String directoryId,
    String name,
    String shortName,
    String size,
    String alias,
    String accessUrl,
    Optional<String> description,
    List<String> dnsIpAddrs,
    String stage,
    Instant launchTime,
    Instant stageLastUpdatedDateTime,
    String type,
    Vpc vpcSettings,
    boolean ssoEnabled) {
  private static final String SIMPLE_AD = "SimpleAD";

  record Vpc(
      String vpcId,
      List<String> subnetIds,
      String securityGroupId,
      List<String> availabilityZones) {}

  static DirectoryView of(Directory directory) {
    Directory.Profile profile = directory.profile();
    Network network = directory.network();
    String id = directory.key().id();
    return new DirectoryView(
        id,
        profile.name(),
        profile.shortName(),
        profile.size(),
        id,
        id + ".awsapps.com",
        profile.description(),
        network.dnsAddresses(),
        directory.stage().wireName(),
        directory.launched(),
        directory.stageSince(),
        SIMPLE_AD,
        new Vpc(network.vpcId(), network.subnetIds(), network.securityGroupId(), network.zones()),
        false);
  }
}
