package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.KeyFacts;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.Attempts;
import io.keytrail.server.jobs.JobContext;
import io.keytrail.server.workspaces.Workspace.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One desktop in the hands of one job: the steps of which launching, rebooting, rebuilding and
/// removing are made. Each is recorded and may be repeated. Blocks; confined to the job's thread.
final class DesktopWork {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SHORTEST_REST = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int RESTS = 20;

  private final WorkspacesCore core;
  private final JobContext job;
  private final Place place;
  private final Ec2 ec2;
  private Workspace workspace;
  private @Nullable Caller role;

  private DesktopWork(WorkspacesCore core, JobContext job, Workspace workspace) {
    this.core = core;
    this.job = job;
    this.place = workspace.place();
    this.ec2 = new Ec2(core.calls());
    this.workspace = workspace;
  }

  /// Takes the desktop in hand that the job is about, once an earlier job has let go of it.
  ///
  /// @throws Superseded if another job has it
  static DesktopWork begin(WorkspacesCore core, JobContext job) {
    String id = job.input().string("workspaceId").orElseThrow();
    Place place = new Place(job.account(), job.input().string("region").orElseThrow());
    Workspace workspace =
        job.await(() -> core.workspaces().workspace(place, id))
            .filter(found -> found.work().job().equals(job.id()))
            .orElseThrow(() -> new Superseded(id));
    DesktopWork work = new DesktopWork(core, job, workspace);
    work.waitForEarlierJob();
    return work;
  }

  private void waitForEarlierJob() {
    if (workspace.work().before().isPresent()
        && !job.await(() -> core.jobs().hasEnded(workspace.work().before().get()))) {
      job.sleepUntil(job.now().plus(POLL));
    }
  }

  Workspace workspace() {
    return workspace;
  }

  /// Changes the desktop, as a step that is done exactly once.
  ///
  /// @throws Superseded if another job has it
  void change(String step, UnaryOperator<Workspace> change) {
    if (job.recorded(step).isEmpty()) {
      job.checkCancel();
      job.stepInTransaction(step, tx -> change(tx, change).map(JsonObject.EMPTY));
      workspace = reloaded();
    }
  }

  private Future<Void> change(Tx tx, UnaryOperator<Workspace> change) {
    return core.workspaces()
        .lock(tx, place, workspace.id())
        .compose(
            found ->
                core.workspaces()
                    .update(
                        tx,
                        change.apply(
                            found
                                .filter(one -> one.work().job().equals(job.id()))
                                .orElseThrow(() -> new Superseded(workspace.id())))));
  }

  private Workspace reloaded() {
    return job.await(() -> core.workspaces().workspace(place, workspace.id()))
        .orElseThrow(() -> new Superseded(workspace.id()));
  }

  /// Marks the desktop as failed, if it is still this job's.
  void fail(Failure why) {
    change("failed", one -> one.failed(why));
  }

  /// Launches the instance; answers its address.
  Optional<String> instance() {
    Bundle bundle = Bundle.of(workspace.bundleId()).orElse(Bundle.STANDARD);
    JsonObject done =
        step(
            "instance",
            inRole ->
                ec2.run(inRole, workspace, bundle)
                    .map(
                        address ->
                            JsonObject.builder()
                                .putIfPresent("address", address.orElse(null))
                                .build()));
    return done.string("address");
  }

  /// Makes the volume, unless it is there, and waits until it can be used.
  void volume(Workspace.Volume volume) {
    once(
        "create " + volume.id(),
        inRole ->
            ec2.find(inRole, volume.id())
                .compose(
                    found ->
                        found.isPresent()
                            ? Future.succeededFuture()
                            : ec2.create(inRole, workspace, volume)));
    if (job.recorded("ready " + volume.id()).isEmpty()) {
      Optional<Ec2.Whereabouts> found = ask(inRole -> ec2.find(inRole, volume.id()));
      String state = found.map(Ec2.Whereabouts::state).orElse("gone");
      switch (state) {
        case "available", "in-use" -> job.once("ready " + volume.id(), () -> {});
        case "creating" -> job.sleepUntil(job.now().plus(POLL));
        default -> throw new DesktopFailed(keyTrouble(volume, Optional.empty()));
      }
    }
  }

  /// Brings the volume to the instance: EBS opens its key, or cannot.
  void attach(Workspace.Volume volume) {
    try {
      once("attach " + volume.id(), inRole -> attached(inRole, volume));
    } catch (Invoker.Refused refused) {
      if (Attempts.mayPass(refused) || Ec2.is(refused, "IncorrectState")) {
        throw refused;
      }
      throw new DesktopFailed(keyTrouble(volume, Optional.of(refused.reason())));
    }
  }

  private Future<Void> attached(Call inRole, Workspace.Volume volume) {
    return ec2.attach(inRole, workspace, volume)
        .recover(
            failure ->
                Ec2.is(failure, "VolumeInUse")
                    ? ec2.find(inRole, volume.id())
                        .compose(
                            found ->
                                found
                                        .flatMap(Ec2.Whereabouts::instanceId)
                                        .filter(workspace.machine().instanceId()::equals)
                                        .isPresent()
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(failure))
                    : Future.failedFuture(failure));
  }

  /// Takes the volume from its instance, wherever it is.
  void detach(String volumeId) {
    once("detach " + volumeId, inRole -> ec2.detach(inRole, volumeId));
  }

  void delete(String volumeId) {
    once("delete " + volumeId, inRole -> ec2.delete(inRole, volumeId));
  }

  void terminateInstance() {
    once("terminate instance", inRole -> ec2.terminate(inRole, workspace.machine().instanceId()));
  }

  /// Retires the service's grant. One that a policy does not let go stays, as the key's owner wants
  /// it; the job says so.
  void retireGrant() {
    if (job.recorded("retire grant").isPresent()) {
      return;
    }
    try {
      job.await(
          () ->
              new Grants(core.calls(), core.keys())
                  .retire(job.call(place.region(), Callers.service(place)), workspace));
    } catch (Invoker.Refused refused) {
      if (Attempts.mayPass(refused)) {
        throw refused;
      }
      job.error(
          JsonObject.builder()
              .put(
                  "message",
                  "the grant `%s` on %s stays: %s"
                      .formatted(
                          workspace.grantName(),
                          workspace.keyArn().orElse(""),
                          refused.reason().message()))
              .build());
    }
    job.once("retire grant", () -> {});
  }

  /// Why the volume cannot be used: by the key's state, if that is it, else in EBS's words.
  private Failure keyTrouble(Workspace.Volume volume, Optional<ApiException> refusal) {
    String keyArn = workspace.keyArn().orElse("");
    Optional<KeyFacts.Facts> key =
        job.await(() -> core.keys().find(job.call(place.region(), Callers.service(place)), keyArn));
    ApiException reason =
        key.isEmpty()
            ? WorkspacesErrors.notFound("The KMS key " + keyArn + " does not exist any more.")
            : key.get().enabled()
                ? refusal.orElse(
                    WorkspacesErrors.invalidState(
                        "EBS may not use the KMS key " + keyArn + " for it; see the key's policy."))
                : KeyChoice.unusable(key.get());
    return new Failure(
        reason.code().name(),
        "The %s volume %s cannot be used. %s Then rebuild the WorkSpace."
            .formatted(volume.kind().text(), volume.id(), reason.message()));
  }

  /// Lets the simulated time pass, showing how much of it has.
  void rest() {
    Workspace.Work times = workspace.work();
    Duration whole = Duration.between(times.started(), times.due());
    Instant now = job.now();
    if (!now.isBefore(times.due())) {
      return;
    }
    job.progress(
        (double) Duration.between(times.started(), now).toNanos() / Math.max(1, whole.toNanos()));
    Duration pause = whole.dividedBy(RESTS);
    pause = pause.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : pause;
    pause = pause.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : pause;
    Instant next = now.plus(pause);
    job.sleepUntil(next.isBefore(times.due()) ? next : times.due());
  }

  private void once(String name, Function<Call, Future<Void>> work) {
    step(name, inRole -> work.apply(inRole).map(_ -> JsonObject.EMPTY));
  }

  private JsonObject step(String name, Function<Call, Future<JsonObject>> work) {
    if (job.recorded(name).isEmpty()) {
      job.checkCancel();
    }
    return job.step(name, () -> ask(work));
  }

  private <T> T ask(Function<Call, Future<T>> work) {
    Call inRole = job.call(place.region(), role());
    return job.await(() -> work.apply(inRole));
  }

  /// Assumed once for as long as this claimant works on the job, and only when it is needed.
  private Caller role() {
    Caller known = role;
    if (known == null) {
      known =
          job.await(
              () ->
                  core.roles()
                      .assume(job.call(place.region(), Callers.service(place)), place.host()));
      role = known;
    }
    return known;
  }
}
