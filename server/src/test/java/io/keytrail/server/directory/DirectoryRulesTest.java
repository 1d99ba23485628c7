package io.keytrail.server.directory;

import static io.keytrail.server.directory.DirectoryWorld.ALICE;
import static io.keytrail.server.directory.DirectoryWorld.ROOT;
import static io.keytrail.server.directory.DirectoryWorld.caller;
import static io.keytrail.server.directory.DirectoryWorld.newDirectory;
import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.Caller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tags of directories, what policies see of them, and what the server itself may choose.
class DirectoryRulesTest {
  private DirectoryWorld world;

  @BeforeEach
  void open() {
    world = DirectoryWorld.open();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private DescribeDirectories.Output described(Caller who, List<String> ids) {
    return world.ok(who, DescribeDirectories.Output.class, "ds", describe(ids));
  }

  private static DescribeDirectories.Input describe(List<String> ids) {
    return new DescribeDirectories.Input(ids, Optional.empty(), OptionalInt.empty());
  }

  private List<Tags.Tag> tags(String id) {
    return world
        .ok(
            ListTagsForResource.Output.class,
            "ds",
            new ListTagsForResource.Input(id, Optional.empty(), OptionalInt.empty()))
        .tags();
  }

  @Test
  void tags_arePutReplacedAndTaken() {
    String id = world.directory().id();
    world.ok(
        TagChange.Output.class,
        "ds",
        new AddTagsToResource.Input(
            id, List.of(new Tags.Tag("b", "1"), new Tags.Tag("a", "1"), new Tags.Tag("B", "2"))));
    world.ok(
        TagChange.Output.class,
        "ds",
        new AddTagsToResource.Input(id, List.of(new Tags.Tag("a", "3"))));
    world.ok(
        TagChange.Output.class,
        "ds",
        new RemoveTagsFromResource.Input(id, List.of("B", "nothing")));
    assertThat(tags(id)).containsExactly(new Tags.Tag("a", "3"), new Tags.Tag("b", "1"));
    ListTagsForResource.Output first =
        world.ok(
            ListTagsForResource.Output.class,
            "ds",
            new ListTagsForResource.Input(id, Optional.empty(), OptionalInt.of(1)));
    assertThat(first.tags()).containsExactly(new Tags.Tag("a", "3"));
    assertThat(
            world
                .ok(
                    ListTagsForResource.Output.class,
                    "ds",
                    new ListTagsForResource.Input(id, first.nextToken(), OptionalInt.of(1)))
                .tags())
        .containsExactly(new Tags.Tag("b", "1"));
  }

  @Test
  void badTags_areRefused() {
    String id = world.directory().id();
    assertThat(
            world.refused(
                "ds",
                new AddTagsToResource.Input(
                    id, List.of(new Tags.Tag("a", "1"), new Tags.Tag("a", "2")))))
        .hasMessage("The tag key a is given more than once.");
    assertThat(
            world.refused(
                "ds", new AddTagsToResource.Input(id, List.of(new Tags.Tag("AWS:x", "1")))))
        .hasMessage("Tag keys that begin with aws: are reserved.");
    List<Tags.Tag> many = IntStream.range(0, 51).mapToObj(i -> new Tags.Tag("k" + i, "v")).toList();
    assertThat(world.refused("ds", new AddTagsToResource.Input(id, many)).code())
        .isEqualTo(DirectoryErrors.TAG_LIMIT_EXCEEDED);
    assertThat(tags(id)).isEmpty();
  }

  @Test
  void policies_decide() {
    DirectoryKey tagged = world.directory();
    DirectoryKey other = world.directory();
    world.ok(
        TagChange.Output.class,
        "ds",
        new AddTagsToResource.Input(tagged.id(), List.of(new Tags.Tag("team", "desktops"))));
    assertThat(world.refused(caller(ALICE), "ds", describe(List.of())))
        .hasMessageContaining("is not authorized to perform: ds:DescribeDirectories");
    world.alice(
        """
        {"Statement": [
          {"Effect": "Allow", "Action": "ds:Describe*", "Resource": "*"},
          {"Effect": "Allow", "Action": "ds:DeleteDirectory", "Resource": "*",
           "Condition": {"StringEquals": {"aws:ResourceTag/team": "desktops"}}},
          {"Effect": "Allow", "Action": ["ds:CreateDirectory", "ds:AddTagsToResource"],
           "Resource": "arn:aws:ds:us-west-2:123456789012:directory/*",
           "Condition": {"StringEquals": {"aws:RequestTag/team": "desktops"}}}]}
        """);
    assertThat(described(caller(ALICE), List.of()).directoryDescriptions()).hasSize(2);
    assertThat(world.refused(caller(ALICE), "ds", new DeleteDirectory.Input(other.id())))
        .hasMessageContaining(other.arn());
    assertThat(
            world.ok(
                caller(ALICE),
                DeleteDirectory.Output.class,
                "ds",
                new DeleteDirectory.Input(tagged.id())))
        .isNotNull();
    assertThat(world.refused(caller(ALICE), "ds", newDirectory("corp.example.com")))
        .hasMessageContaining("ds:CreateDirectory");
  }

  @Test
  void theServerItself_mayChooseIdAndSid() {
    String sid = "S-1-5-21-277731876-1789304096-451871588";
    Caller server =
        caller(ROOT).with(Given.DIRECTORY_ID, "d-1234abcd01").with(Given.DOMAIN_SID, sid);
    DirectoryKey key = world.directory(server);
    assertThat(key.id()).isEqualTo("d-1234abcd01");
    assertThat(await(world.store.directory(key)).orElseThrow().domainSid()).hasToString(sid);
    assertThat(world.refused(server, "ds", newDirectory("corp.example.com")))
        .hasMessage("Directory d-1234abcd01 exists already.");
    assertThat(
            world
                .refused(
                    caller(ROOT).with(Given.DIRECTORY_ID, "d-1"), "ds", newDirectory("a.example"))
                .code()
                .serverFault())
        .isTrue();
  }
}
