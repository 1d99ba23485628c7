package io.keytrail.server.account;

import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Organization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the policies of an organisation that reach the account, level by level from the root down.
/// Used once; blocking.
final class OrganizationExport {
  private static final String FOLDER = "organizations/";

  private final ExportFiles files;
  private final String account;
  private final Texts texts;

  OrganizationExport(ExportFiles files, String account, Texts texts) {
    this.files = files;
    this.account = account;
    this.texts = texts;
  }

  /// Empty if the account is in none, or it could not be read.
  Optional<Organization> read() throws IOException {
    Optional<JsonObject> organization =
        files.answer(FOLDER + "organization.json").flatMap(answer -> answer.object("Organization"));
    if (organization.isEmpty()) {
      return Optional.empty();
    }
    List<String> targets = targets();
    return Optional.of(
        new Organization(
            organization.get().string("Id").orElse(""),
            organization.get().string("MasterAccountId").filter(account::equals).isPresent(),
            levels(targets, "SERVICE_CONTROL_POLICY", "scp/"),
            levels(targets, "RESOURCE_CONTROL_POLICY", "rcp/")));
  }

  /// The root, the organisational units below it, the account.
  private List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> at = Optional.of(account);
    while (at.isPresent() && seen.add(at.get())) {
      targets.addFirst(at.get());
      at =
          files
              .answer(FOLDER + "parents/" + at.get() + ".json")
              .flatMap(answer -> ExportFiles.objects(answer, "Parents").stream().findFirst())
              .flatMap(parent -> parent.string("Id"));
    }
    return targets;
  }

  /// A level whose list could not be read is left out: it is among what was not read.
  private List<List<String>> levels(List<String> targets, String type, String prefix)
      throws IOException {
    List<List<String>> levels = new ArrayList<>();
    for (String target : targets) {
      Optional<JsonObject> listed = files.answer(FOLDER + type + "/" + target + ".json");
      if (listed.isPresent()) {
        List<String> names = new ArrayList<>();
        for (JsonObject summary : ExportFiles.objects(listed.get(), "Policies")) {
          policy(summary, prefix).ifPresent(names::add);
        }
        if (!names.isEmpty()) {
          levels.add(names);
        }
      }
    }
    return levels;
  }

  private Optional<String> policy(JsonObject summary, String prefix) throws IOException {
    String id = summary.string("Id").orElse("");
    boolean ofAws = summary.member("AwsManaged").filter(JsonBool.TRUE::equals).isPresent();
    String name = (ofAws ? "aws/" : "") + prefix + id;
    if (texts.has(name)) {
      return Optional.of(name);
    }
    return files
        .answer(FOLDER + "policies/" + id + ".json")
        .flatMap(answer -> answer.object("Policy"))
        .flatMap(policy -> texts.keep(name, policy, "Content"));
  }
}
