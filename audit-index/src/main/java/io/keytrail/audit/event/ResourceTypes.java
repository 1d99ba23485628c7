package io.keytrail.audit.event;

import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.ResourceIds;
import java.util.Map;
import java.util.Optional;

/// The type of what a text of a record names, as CloudTrail's event history calls it: by the shape
/// of an id, by the service in an ARN, or by the member it stands in. Source: the resource types of
/// CloudFormation; a SID has none there, its type is our own.
final class ResourceTypes {
  private static final String SID_TYPE = "AWS::DirectoryService::User";

  /// Ids of EC2 by their prefix.
  private static final Map<String, String> BY_PREFIX =
      Map.ofEntries(
          Map.entry("vol", "AWS::EC2::Volume"),
          Map.entry("snap", "AWS::EC2::Snapshot"),
          Map.entry("i", "AWS::EC2::Instance"),
          Map.entry("ami", "AWS::EC2::Ami"),
          Map.entry("vpc", "AWS::EC2::VPC"),
          Map.entry("subnet", "AWS::EC2::Subnet"),
          Map.entry("sg", "AWS::EC2::SecurityGroup"),
          Map.entry("eni", "AWS::EC2::NetworkInterface"),
          Map.entry("igw", "AWS::EC2::InternetGateway"),
          Map.entry("nat", "AWS::EC2::NatGateway"),
          Map.entry("rtb", "AWS::EC2::RouteTable"),
          Map.entry("acl", "AWS::EC2::NetworkAcl"),
          Map.entry("vpce", "AWS::EC2::VPCEndpoint"),
          Map.entry("lt", "AWS::EC2::LaunchTemplate"),
          Map.entry("eipalloc", "AWS::EC2::EIP"),
          Map.entry("fs", "AWS::EFS::FileSystem"));

  /// ARNs by service and the word before the resource's name.
  private static final Map<String, String> BY_ARN =
      Map.ofEntries(
          Map.entry("kms key", "AWS::KMS::Key"),
          Map.entry("kms alias", "AWS::KMS::Alias"),
          Map.entry("iam user", "AWS::IAM::User"),
          Map.entry("iam role", "AWS::IAM::Role"),
          Map.entry("iam group", "AWS::IAM::Group"),
          Map.entry("iam policy", "AWS::IAM::Policy"),
          Map.entry("iam instance-profile", "AWS::IAM::InstanceProfile"),
          Map.entry("sts assumed-role", "AWS::STS::AssumedRole"),
          Map.entry("ec2 volume", "AWS::EC2::Volume"),
          Map.entry("ec2 snapshot", "AWS::EC2::Snapshot"),
          Map.entry("ec2 instance", "AWS::EC2::Instance"),
          Map.entry("ds directory", "AWS::DirectoryService::MicrosoftAD"),
          Map.entry("workspaces workspace", "AWS::WorkSpaces::Workspace"),
          Map.entry("secretsmanager secret", "AWS::SecretsManager::Secret"),
          Map.entry("ssm parameter", "AWS::SSM::Parameter"),
          Map.entry("lambda function", "AWS::Lambda::Function"),
          Map.entry("logs log-group", "AWS::Logs::LogGroup"),
          Map.entry("cloudtrail trail", "AWS::CloudTrail::Trail"),
          Map.entry("dynamodb table", "AWS::DynamoDB::Table"),
          Map.entry("rds db", "AWS::RDS::DBInstance"));

  /// Members that hold a name, by service and folded member.
  private static final Map<String, String> BY_MEMBER =
      Map.ofEntries(
          Map.entry("kms keyid", "AWS::KMS::Key"),
          Map.entry("kms targetkeyid", "AWS::KMS::Key"),
          Map.entry("kms sourcekeyid", "AWS::KMS::Key"),
          Map.entry("kms destinationkeyid", "AWS::KMS::Key"),
          Map.entry("kms aliasname", "AWS::KMS::Alias"),
          Map.entry("kms grantid", "AWS::KMS::Grant"),
          Map.entry("iam username", "AWS::IAM::User"),
          Map.entry("iam rolename", "AWS::IAM::Role"),
          Map.entry("iam groupname", "AWS::IAM::Group"),
          Map.entry("iam policyname", "AWS::IAM::Policy"),
          Map.entry("iam policyarn", "AWS::IAM::Policy"),
          Map.entry("iam instanceprofilename", "AWS::IAM::InstanceProfile"),
          Map.entry("iam accesskeyid", "AWS::IAM::AccessKey"),
          Map.entry("sts accesskeyid", "AWS::IAM::AccessKey"),
          Map.entry("sts rolearn", "AWS::IAM::Role"),
          Map.entry("s3 bucketname", "AWS::S3::Bucket"),
          Map.entry("secretsmanager secretid", "AWS::SecretsManager::Secret"),
          Map.entry("ssm name", "AWS::SSM::Parameter"),
          Map.entry("lambda functionname", "AWS::Lambda::Function"),
          Map.entry("logs loggroupname", "AWS::Logs::LogGroup"),
          Map.entry("cloudtrail name", "AWS::CloudTrail::Trail"),
          Map.entry("cloudtrail trailname", "AWS::CloudTrail::Trail"),
          Map.entry("dynamodb tablename", "AWS::DynamoDB::Table"),
          Map.entry("rds dbinstanceidentifier", "AWS::RDS::DBInstance"),
          Map.entry("ec2 keyname", "AWS::EC2::KeyPair"));

  private ResourceTypes() {}

  /// The type of what `text` names; empty if it names nothing that we know.
  ///
  /// @param service such as `kms`
  /// @param member in which the text stands, in lower case
  static Optional<String> of(String service, String member, String text) {
    if (text.startsWith("arn:")) {
      return ofArn(text);
    }
    Optional<String> byShape = ofId(text);
    return byShape.isPresent()
        ? byShape
        : Optional.ofNullable(BY_MEMBER.get(service + " " + member)).map(type -> key(type, text));
  }

  /// The type of an id that says by its shape what it is.
  static Optional<String> ofId(String id) {
    if (ResourceIds.isSid(id)) {
      return Optional.of(SID_TYPE);
    }
    if (ResourceIds.isDirectory(id)) {
      return Optional.of("AWS::DirectoryService::MicrosoftAD");
    }
    int dash = id.indexOf('-');
    if (dash < 1 || id.length() > 66) {
      return Optional.empty();
    }
    if (ResourceIds.fieldOf(id).filter("workspace"::equals).isPresent()) {
      return Optional.of("AWS::WorkSpaces::Workspace");
    }
    int digits = id.length() - dash - 1;
    return (digits == 8 || digits == 17) && Ascii.isHex(id, dash + 1, id.length())
        ? Optional.ofNullable(BY_PREFIX.get(id.substring(0, dash)))
        : Optional.empty();
  }

  /// The type of what an ARN names; empty if it is no ARN that we know.
  static Optional<String> ofArn(String arn) {
    int service = arn.indexOf(':', 4) + 1;
    int region = service == 0 ? -1 : arn.indexOf(':', service) + 1;
    int account = region <= 0 ? -1 : arn.indexOf(':', region) + 1;
    int resource = account <= 0 ? -1 : arn.indexOf(':', account) + 1;
    if (resource <= 0) {
      return Optional.empty();
    }
    String name = arn.substring(service, region - 1);
    if (name.equals("s3")) {
      boolean object = arn.indexOf('/', resource) >= 0;
      return Optional.of(object ? "AWS::S3::Object" : "AWS::S3::Bucket");
    }
    int end = resource;
    while (end < arn.length() && arn.charAt(end) != '/' && arn.charAt(end) != ':') {
      end++;
    }
    return end == arn.length()
        ? Optional.empty()
        : Optional.ofNullable(BY_ARN.get(name + " " + arn.substring(resource, end)));
  }

  /// A KMS key may be named by its alias.
  private static String key(String type, String text) {
    return type.equals("AWS::KMS::Key") && text.startsWith("alias/") ? "AWS::KMS::Alias" : type;
  }
}
