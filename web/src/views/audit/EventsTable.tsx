import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { EventsPage } from "../../contract/events";
import { PAGE_SIZES, type AuditView } from "../../state/auditView";
import { rowOf, shortKey, shortPrincipal, shortSid, type EventRow } from "../../state/events";
import { localTime } from "../../state/timeRange";
import { FilterButtons, FilterCell } from "../../ui/FilterCell";

type Filter = (field: string, value: string, wanted: boolean) => void;

/** One page of events, newest first. */
export function EventsTable({
  page,
  loading,
  view,
  empty,
  actions,
  onFilter,
  onOpen,
  onPage,
  onSize,
}: {
  page: EventsPage | undefined;
  loading: boolean;
  view: AuditView;
  empty: ReactNode;
  actions: ReactNode;
  onFilter: Filter;
  onOpen: (id: string) => void;
  onPage: (to: "newest" | "newer" | "older") => void;
  onSize: (size: number) => void;
}) {
  const rows = page?.events.map(rowOf) ?? [];
  return (
    <Table<EventRow>
      items={rows}
      trackBy="id"
      loading={loading && !page}
      loadingText="Searching"
      columnDefinitions={columns(onFilter, onOpen)}
      selectedItems={rows.filter(({ id }) => id === view.event)}
      onRowClick={({ detail }) => onOpen(detail.item.id)}
      variant="container"
      wrapLines={false}
      resizableColumns
      stickyHeader
      contentDensity="compact"
      ariaLabels={{ tableLabel: "Events", selectionGroupLabel: "Events" }}
      header={
        <Header variant="h2" counter={page ? `(${page.total.exact ? "" : "more than "}${page.total.value.toLocaleString("en")})` : ""} actions={actions}>
          Events
        </Header>
      }
      empty={empty}
      footer={
        <div className="kt-pages">
          <Select
            selectedOption={{ value: String(view.size), label: `${view.size} a page` }}
            options={PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} a page` }))}
            onChange={({ detail }) => onSize(Number(detail.selectedOption.value))}
            ariaLabel="Events a page"
          />
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <span>Page {view.page}</span>
            <Button disabled={view.page === 1} onClick={() => onPage("newest")}>
              Newest
            </Button>
            <Button disabled={view.page === 1} iconName="angle-left" ariaLabel="Newer" onClick={() => onPage("newer")} />
            <Button disabled={page?.next === undefined} iconName="angle-right" ariaLabel="Older" onClick={() => onPage("older")} />
          </SpaceBetween>
        </div>
      }
    />
  );
}

function columns(onFilter: Filter, onOpen: (id: string) => void): TableProps.ColumnDefinition<EventRow>[] {
  return [
    { id: "time", header: "Time", width: 186, cell: ({ time }) => <time dateTime={time}>{localTime(time)}</time> },
    {
      id: "event",
      header: "Event",
      width: 230,
      isRowHeader: true,
      cell: (row) => (
        <span className="kt-cell">
          <button type="button" className="kt-link" aria-label={`${row.name}, details`} onClick={() => onOpen(row.id)}>
            {row.name}
          </button>
          <FilterButtons field="eventName" value={row.name} onFilter={onFilter} />
        </span>
      ),
    },
    {
      id: "outcome",
      header: "Outcome",
      width: 190,
      cell: ({ error }) =>
        error === "" ? (
          <StatusIndicator type="success">ok</StatusIndicator>
        ) : (
          <FilterCell field="errorCode" value={error} refused onFilter={onFilter} />
        ),
    },
    { id: "principal", header: "Who", width: 170, cell: ({ principal }) => <FilterCell field="principal" value={principal} shown={shortPrincipal(principal)} onFilter={onFilter} /> },
    { id: "volume", header: "Volume", width: 150, cell: ({ of }) => <FilterCell field="volume" value={of.derived["volume"]?.[0] ?? ""} onFilter={onFilter} /> },
    { id: "sid", header: "SID", width: 130, cell: ({ of }) => <FilterCell field="sid" value={of.derived["sid"]?.[0] ?? ""} shown={shortSid(of.derived["sid"]?.[0] ?? "")} onFilter={onFilter} /> },
    { id: "key", header: "Key", width: 130, cell: ({ of }) => <FilterCell field="key" value={of.derived["key"]?.[0] ?? ""} shown={shortKey(of.derived["key"]?.[0] ?? "")} onFilter={onFilter} /> },
    { id: "source", header: "From", width: 130, cell: ({ source }) => <FilterCell field="sourceIPAddress" value={source} onFilter={onFilter} /> },
  ];
}
