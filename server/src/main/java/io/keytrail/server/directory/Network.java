package io.keytrail.server.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Where a directory stands: there is no network behind it, the names are for those who read them.
///
/// @param subnetIds two, one in each of the [#zones]
/// @param securityGroupId made for the directory
/// @param dnsAddresses of its two name servers
public record Network(
    String vpcId,
    List<String> subnetIds,
    String securityGroupId,
    List<String> zones,
    List<String> dnsAddresses) {
  private static final int ID_DIGITS = 17;

  public Network {
    subnetIds = List.copyOf(subnetIds);
    zones = List.copyOf(zones);
    dnsAddresses = List.copyOf(dnsAddresses);
  }

  /// In the VPC and the two subnets that were asked for.
  static Network in(DirectoryKey directory, String vpcId, List<String> subnetIds) {
    String digest = digest(directory.arn());
    int first = Integer.parseInt(digest, 0, 2, 16) % 250 + 4;
    int second = Integer.parseInt(digest, 2, 4, 16) % 250 + 4;
    return new Network(
        vpcId,
        subnetIds,
        "sg-" + digest.substring(0, ID_DIGITS),
        List.of(directory.region() + "a", directory.region() + "b"),
        List.of("10.0.0." + first, "10.0.1." + second));
  }

  /// In the default VPC of its account and Region, the same one every time.
  static Network byDefault(DirectoryKey directory) {
    String place = directory.account() + "/" + directory.region();
    return in(
        directory,
        "vpc-" + digest("vpc/" + place).substring(0, ID_DIGITS),
        List.of(
            "subnet-" + digest("subnet-a/" + place).substring(0, ID_DIGITS),
            "subnet-" + digest("subnet-b/" + place).substring(0, ID_DIGITS)));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
