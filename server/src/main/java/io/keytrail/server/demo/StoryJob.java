package io.keytrail.server.demo;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.jobs.JobContext;
import io.keytrail.server.jobs.JobFailed;
import io.keytrail.server.jobs.JobType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Plays the seed's story: a directory with two users, a key under the first sample policy, an
/// administrator who has the second and third, two desktops of which one is rebooted and the other
/// removed, and one call that is refused.
///
/// A scene that was begun when the server ended is looked at before it is played again.
final class StoryJob implements JobType {
  static final String NAME = "demo.story";
  static final String REGION = "region";

  /// How often a desktop is looked at.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final double ACTS = 7;

  private final ServiceCalls calls;
  private final SecureRandom random;

  StoryJob(ServiceCalls calls, SecureRandom random) {
    this.calls = calls;
    this.random = random;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(JobContext job) {
    String region =
        job.input()
            .string(REGION)
            .orElseThrow(() -> new JobFailed("the job's input names no region"));
    Stage stage = new Stage(calls, job, region);
    new Play(job, stage, new Scenes(stage, random)).perform();
  }

  /// One performance, or what is left of it.
  private record Play(JobContext job, Stage stage, Scenes scenes) {

    void perform() {
      Caller root = stage.root();
      job.once("directory", () -> scenes.directory(root));
      job.once("registered", () -> scenes.register(root));
      job.once(
          "people", () -> List.of(Cast.STAYS, Cast.LEAVES).forEach(it -> scenes.person(root, it)));
      act(1);
      String userId = text("administrator", "id", () -> scenes.administrator(root));
      String key = text("key", "arn", () -> scenes.key(root));
      job.once("alias", () -> scenes.alias(root, key));
      act(2);
      desktops(stage.administrator(userId), key);
    }

    private void desktops(Caller alice, String key) {
      String stays = text("launch", "id", () -> scenes.launch(alice, Cast.STAYS, key));
      String leaves = text("second launch", "id", () -> scenes.launch(alice, Cast.LEAVES, key));
      act(3);
      job.once(
          "desktops are there",
          () -> List.of(stays, leaves).forEach(desktop -> untilAvailable(alice, desktop)));
      act(4);
      job.once("refusal", () -> scenes.refusal(alice, key));
      job.once("reboot", () -> scenes.reboot(alice, stays));
      job.once("rebooted", () -> untilAvailable(alice, stays));
      act(5);
      job.once("removal", () -> scenes.remove(alice, leaves));
      act(6);
      job.once("removed", () -> untilGone(alice, leaves));
      act(7);
    }

    private String text(String step, String member, Supplier<JsonObject> scene) {
      return job.step(step, scene)
          .string(member)
          .orElseThrow(() -> new JobFailed("the step `" + step + "` has no " + member));
    }

    private void act(int number) {
      job.progress(number / ACTS);
    }

    /// Goes on once the desktop is there; gives the claim up until then.
    private void untilAvailable(Caller alice, String id) {
      switch (scenes.state(alice, id).orElse("TERMINATED")) {
        case "AVAILABLE" -> {}
        case "ERROR", "TERMINATED" ->
            throw new JobFailed(
                "the desktop " + id + " did not come up; DescribeWorkspaces says why");
        default -> job.sleepUntil(job.now().plus(PAUSE));
      }
    }

    private void untilGone(Caller alice, String id) {
      if (scenes.state(alice, id).filter(is -> !is.equals("TERMINATED")).isPresent()) {
        job.sleepUntil(job.now().plus(PAUSE));
      }
    }
  }
}
