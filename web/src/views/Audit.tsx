import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { api } from "../api";
import { Problem } from "../contract/problem";
import { navigate } from "../hooks/location";
import { Panel } from "../hooks/panel";
import { useLive } from "../hooks/useLive";
import { useLoad } from "../hooks/useLoad";
import { asking, askedOf, auditSearch, readAuditView, unknownParams, type AuditView } from "../state/auditView";
import { loadBars } from "../state/bars";
import { rowOf } from "../state/events";
import { withTerm } from "../state/query";
import { Failure } from "../ui/Failure";
import { EventDetail } from "./audit/EventDetail";
import { EventsTable } from "./audit/EventsTable";
import { QueryBar } from "./audit/QueryBar";
import { WhyNothing } from "./audit/WhyNothing";

const Histogram = lazy(() => import("../ui/Histogram"));

/** Who did what? All of the page's state is in the address. */
export default function Audit({ search }: { search: string }) {
  const view = useMemo(() => readAuditView(search), [search]);
  const round = useRef(0);
  const asked = useMemo(() => askedOf(view, Date.now()), [view.q, view.range.kind, JSON.stringify(view.range), round.current]);
  const cursors = useRef(new Map<number, string>());
  const go = (to: AuditView): void => navigate(auditSearch(to));

  const fields = useLoad(async (signal) => (await api.fields(signal)).fields, []);
  const page = useLoad((signal) => api.events({ ...asked, limit: view.size, ...(view.after ? { after: view.after } : {}) }, signal), [asked, view.size, view.after]);
  const counts = useLoad((signal) => loadBars(asked, signal), [asked]);
  const listed = page.data?.events.find((event) => rowOf(event).id === view.event);
  const opened = useLoad(
    (signal) => (view.event === undefined ? Promise.resolve(undefined) : api.event(view.event, signal)),
    [view.event],
  );
  // What the list has of it is shown until the rest is there.
  const detail = opened.data && rowOf(opened.data).id === view.event ? opened.data : listed && { ...listed, evaluated: undefined, related: [] };
  const close = useCallback(() => navigate(auditSearch({ ...readAuditView(window.location.search), event: undefined }), { replace: true }), []);

  const ask = (change: Parameters<typeof asking>[1]): void => {
    cursors.current.clear();
    const next = asking(view, change);
    if (auditSearch(next) === auditSearch(view)) refresh();
    else go(next);
  };
  const refresh = (): void => {
    round.current++;
    page.reload();
    counts.reload();
  };
  const turn = (to: "newest" | "newer" | "older"): void => {
    if (to === "older" && page.data?.next !== undefined) {
      cursors.current.set(view.page + 1, page.data.next);
      go({ ...view, after: page.data.next, page: view.page + 1, event: undefined });
    } else if (to !== "older") {
      const back = to === "newer" ? view.page - 1 : 1;
      const after = cursors.current.get(back);
      go({ ...view, after, page: after === undefined ? 1 : back, event: undefined });
    }
  };
  const [live, setLive] = useState(false);
  // Where new events would not show, nothing is followed.
  const follows = live && view.page === 1 && view.range.kind !== "between" && page.failure === undefined;
  useLive(api.streamPath(view.q), follows, refresh);
  const strange = unknownParams(search);
  const badQuery = page.failure instanceof Problem && page.failure.body.pointer === "/q";
  return (
    <ContentLayout header={<Header variant="h1" description="Every call, refused or not, with what it was about. Durable before its reply; searched on the server.">Audit</Header>}>
      <SpaceBetween size="m">
        {strange.length > 0 && <Alert type="info">The address has parts that this page does not know: {strange.join(", ")}.</Alert>}
        <Container>
          <SpaceBetween size="m">
            <QueryBar q={view.q} range={view.range} fields={fields.data ?? []} refusal={page.failure} onAsk={(q) => ask({ q })} onRange={(range) => ask({ range })} />
            {counts.failure !== undefined && !badQuery && <Failure what="count the events over time" failure={counts.failure} />}
            {counts.data && counts.data.times.length > 0 && (
              <Suspense fallback={<div className="kt-histogram" />}>
                <Histogram
                  bars={counts.data}
                  onBrush={(from, to) => ask({ range: { kind: "between", from: new Date(from).toISOString(), to: new Date(to).toISOString() } })}
                />
              </Suspense>
            )}
          </SpaceBetween>
        </Container>
        {page.failure !== undefined && !badQuery && <Failure what="search the trail" failure={page.failure} retry={refresh} />}
        {page.data?.coverage.complete === false && <Alert type="warning">The index does not cover all of this time yet; there may be more.</Alert>}
        <EventsTable
          page={page.failure === undefined ? page.data : undefined}
          loading={page.loading}
          view={view}
          empty={badQuery ? "The query does not read; see the message above." : <WhyNothing view={view} asked={asked} />}
          onFilter={(field, value, wanted) => ask({ q: withTerm(view.q, field, value, wanted) })}
          onOpen={(event) => go({ ...view, event })}
          onPage={turn}
          onSize={(size) => ask({ size })}
          actions={
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <Toggle checked={live} onChange={({ detail }) => setLive(detail.checked)}>
                Live
              </Toggle>
              <Button iconName="refresh" ariaLabel="Search again" onClick={refresh} />
              <ButtonDropdown
                disabled={page.failure !== undefined}
                items={[
                  { id: "ndjson", text: "One JSON record a line", href: api.exportPath("ndjson", asked) },
                  { id: "csv", text: "CSV", href: api.exportPath("csv", asked) },
                ]}
              >
                Export
              </ButtonDropdown>
            </SpaceBetween>
          }
        />
        {view.event !== undefined && (
          <Panel header={detail ? rowOf(detail).name : "Event"} onClose={close}>
            {detail ? <EventDetail event={detail} /> : opened.failure !== undefined && <Failure what="read this event" failure={opened.failure} />}
          </Panel>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
