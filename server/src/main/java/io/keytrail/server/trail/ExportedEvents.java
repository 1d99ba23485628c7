package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.server.invoke.AnswerStream;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of a search, one after the other. What was begun over a whole index must end so: a
/// page that lacks something breaks the export off.
final class ExportedEvents implements AnswerStream {
  private final Trail trail;
  private final ExportFormat format;
  private final SearchRequest search;
  private final boolean complete;
  private final long total;
  private Optional<SearchResult> page;
  private boolean begun;

  ExportedEvents(
      Trail trail,
      ExportFormat format,
      SearchRequest search,
      SearchResult first,
      boolean complete) {
    this.trail = trail;
    this.format = format;
    this.search = search;
    this.complete = complete;
    this.total = first.total().value();
    this.page = Optional.of(first);
  }

  @Override
  public String contentType() {
    return format.contentType();
  }

  @Override
  public Map<String, String> headers() {
    return Map.of(
        "content-disposition", "attachment; filename=\"keytrail-events." + format.text() + "\"",
        "x-keytrail-total", Long.toString(total),
        "x-keytrail-complete", Boolean.toString(complete));
  }

  @Override
  public Future<Optional<byte[]>> next() {
    if (page.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    SearchResult current = page.get();
    return bytes(current).compose(bytes -> turn(current).map(_ -> Optional.of(bytes)));
  }

  private Future<byte[]> bytes(SearchResult current) {
    List<Long> seqs = current.hits().stream().map(SearchResult.Hit::seq).toList();
    return trail
        .log()
        .read(seqs)
        .compose(
            events -> {
              if (events.size() < seqs.size()) {
                return Future.failedFuture(
                    new IllegalStateException("the log lacks events that the index has"));
              }
              return trail.index().offLoop(() -> write(seqs.stream().map(events::get).toList()));
            });
  }

  private byte[] write(List<AuditEvent> events) {
    StringBuilder text = new StringBuilder(1 << 12);
    if (!begun) {
      text.append(format.head());
    }
    events.forEach(event -> text.append(format.line(event)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Future<Void> turn(SearchResult current) {
    begun = true;
    if (current.next().isEmpty()) {
      page = Optional.empty();
      return Future.succeededFuture();
    }
    // Only the first page has to count.
    SearchRequest following =
        new SearchRequest(search.scope(), search.limit(), current.next(), false);
    return trail
        .index()
        .search(following)
        .compose(
            found -> {
              if (complete && !found.coverage().complete()) {
                return Future.failedFuture(
                    new IllegalStateException(
                        "a page of the export could not be searched in time"));
              }
              page = Optional.of(found);
              return Future.succeededFuture();
            });
  }

  @Override
  public void close() {
    page = Optional.empty();
  }
}
