package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user as the API shows it. The root user has neither path nor name.
record UserView(
    Optional<String> path,
    Optional<String> userName,
    String userId,
    String arn,
    Instant createDate,
    Optional<List<TagView>> tags) {

  /// With tags, as GetUser and CreateUser answer.
  static UserView full(User user) {
    return brief(user).withTags(TagView.of(user.tags()));
  }

  /// Without tags, as ListUsers answers.
  static UserView brief(User user) {
    return new UserView(
        Optional.of(user.path()),
        Optional.of(user.name()),
        user.id(),
        user.arn(),
        user.created(),
        Optional.empty());
  }

  static UserView root(Account account) {
    return new UserView(
        Optional.empty(),
        Optional.empty(),
        account.id(),
        account.rootArn(),
        account.created(),
        Optional.empty());
  }

  private UserView withTags(Optional<List<TagView>> views) {
    return new UserView(path, userName, userId, arn, createDate, views);
  }

  /// `responseElements` of CreateUser.
  JsonValue forRecord() {
    JsonObject.Builder user = JsonObject.builder();
    path.ifPresent(text -> user.put("path", text));
    userName.ifPresent(text -> user.put("userName", text));
    user.put("userId", userId).put("arn", arn).put("createDate", RecordDate.text(createDate));
    return JsonObject.builder().put("user", user.build()).build();
  }
}
