package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.invoke.Upload;
import io.keytrail.server.jobs.JobJson;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.jobs.NewJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `POST /api/v1/imports`: takes a CloudTrail log file and answers the job that brings it in.
final class CreateImport implements ApiChange {
  static final Upload.Limits LIMITS = new Upload.Limits(512L << 20, Duration.ofHours(1));
  private static final int MAX_NAME = 1_024;

  private final ImportsCore core;
  private final JobQueue queue;

  CreateImport(ImportsCore core, JobQueue queue) {
    this.core = core;
    this.queue = queue;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/imports";
  }

  @Override
  public String action() {
    return "keytrail:Import";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public Optional<Upload.Limits> upload() {
    return Optional.of(LIMITS);
  }

  @Override
  public JsonObject openApi() {
    return ImportsDescription.create();
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    QueryParameters.requireKnown(request, List.of("name"));
    String name = request.one("name").map(CreateImport::name).orElse("");
    UUID id = UUID.randomUUID();
    return request
        .upload()
        .orElseThrow(() -> Problem.of(400, "NOT_A_LOG_FILE", "the request has no body"))
        .receive(core.spool().folder())
        .compose(
            got ->
                core.spool()
                    .adopt(got.file(), id)
                    .map(_ -> wish(call, id, new Import.File(name, got.bytes(), got.sha256()))))
        .map(wish -> new Outcome.Change<>(tx -> begin(tx, wish), List.of()));
  }

  /// Shown again and again, so no control characters.
  private static String name(String text) {
    boolean sound =
        !text.isEmpty()
            && text.length() <= MAX_NAME
            && text.chars()
                .noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    if (!sound) {
      throw Problem.badRequest(
          "/name", "`name` takes a file's name: 1 to 1024 characters without control characters");
    }
    return text;
  }

  private static ImportStore.Wish wish(Call call, UUID id, Import.File file) {
    return new ImportStore.Wish(id, call.account(), call.caller().operator(), file);
  }

  private Future<Outcome.Answer<Answer>> begin(Tx tx, ImportStore.Wish wish) {
    ImportInput input = new ImportInput(core.spool().id(), wish.operator(), wish.file().name());
    NewJob job =
        new NewJob(
            wish.id(),
            ImportJob.NAME,
            wish.account(),
            input.toJson(),
            Duration.ZERO,
            Optional.empty());
    return core.store()
        .insert(tx, wish)
        .compose(_ -> queue.enqueue(tx, job))
        .map(
            _ -> {
              Answer answer = new Answer(202, JobJson.of(job), Outcome.Details.NONE);
              return new Outcome.Answer<>(answer, Outcome.Details.response(response(wish)));
            });
  }

  private static JsonObject response(ImportStore.Wish wish) {
    return JsonObject.builder()
        .put("importId", wish.id().toString())
        .put("bytes", wish.file().bytes())
        .put("sha256", wish.file().sha256())
        .build();
  }
}
