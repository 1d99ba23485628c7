import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter, { type TextFilterProps } from "@cloudscape-design/components/text-filter";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { navigate } from "../hooks/location";
import { useSearchFocus } from "../hooks/searchFocus";
import { useLoad } from "../hooks/useLoad";
import { describeKeys, isDescribed, loadKeys, type KnownKey, type ListedKey } from "../state/keys";
import { auditHref, keyHref } from "../state/route";
import { term } from "../state/query";
import { localTime } from "../state/timeRange";
import { Failure } from "../ui/Failure";
import { KeyState } from "../ui/KeyState";

const CreateKey = lazy(() => import("./keys/CreateKey"));

const PAGE = 20;

const matches = (key: KnownKey, find: string): boolean => {
  const wanted = find.trim().toLowerCase();
  return [key.arn, ...key.aliases].some((text) => text.toLowerCase().includes(wanted));
};

/** The account's keys in this Region. */
export default function Keys({ search }: { search: string }) {
  const find = new URLSearchParams(search).get("find") ?? "";
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const filter = useRef<TextFilterProps.Ref>(null);
  useSearchFocus(useCallback(() => filter.current?.focus(), []));
  const keys = useLoad(loadKeys, []);
  const found = useMemo(() => (keys.data ?? []).filter((key) => matches(key, find)), [keys.data, find]);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const shown = useMemo(() => found.slice((page - 1) * PAGE, page * PAGE), [found, page]);
  // Only the keys on the screen are described: each is a call on record.
  const listed = useLoad((signal) => describeKeys(shown, signal), [shown]);
  const rows = listed.data?.length === shown.length ? listed.data : [];
  return (
    <ContentLayout header={<Header variant="h1" description="Customer keys, and those that services made for this account.">Keys</Header>}>
      <SpaceBetween size="m">
        {keys.failure !== undefined && <Failure what="list the keys" failure={keys.failure} retry={keys.reload} />}
        <Table<ListedKey>
          items={rows}
          trackBy="id"
          loading={keys.loading || listed.loading}
          loadingText="Loading keys"
          columnDefinitions={columns}
          variant="container"
          wrapLines
          ariaLabels={{ tableLabel: "Keys" }}
          header={
            <Header
              variant="h2"
              counter={keys.data && `(${found.length})`}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button iconName="refresh" ariaLabel="Look again" onClick={keys.reload} />
                  <Button variant="primary" onClick={() => setCreating(true)}>
                    Create key
                  </Button>
                </SpaceBetween>
              }
            >
              Keys
            </Header>
          }
          filter={
            <TextFilter
              ref={filter}
              filteringText={find}
              filteringPlaceholder="Find by alias or id"
              filteringAriaLabel="Find by alias or id"
              countText={find === "" ? "" : `${found.length} found`}
              onChange={({ detail }) => {
                setPage(1);
                navigate(detail.filteringText === "" ? "/keys" : `/keys?${new URLSearchParams({ find: detail.filteringText }).toString()}`, { replace: true });
              }}
            />
          }
          pagination={pages > 1 && <Pagination currentPageIndex={page} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />}
          empty={
            <Box textAlign="center" padding="m" color="text-body-secondary">
              {find === "" ? "No keys yet. Create one, or launch an encrypted WorkSpace under its managed key." : `No key's id or alias contains “${find}”.`}
            </Box>
          }
        />
      </SpaceBetween>
      <Suspense>{creating && <CreateKey onDismiss={() => setCreating(false)} />}</Suspense>
    </ContentLayout>
  );
}

const columns: TableProps.ColumnDefinition<ListedKey>[] = [
  { id: "alias", header: "Alias", isRowHeader: true, cell: (key) => <Link href={keyHref(key.id)}>{key.aliases.join(", ") || "(no alias)"}</Link> },
  { id: "id", header: "Key id", minWidth: 190, cell: ({ id }) => <span className="kt-mono">{id}</span> },
  {
    id: "state",
    header: "State",
    minWidth: 150,
   
    cell: ({ details }) => (isDescribed(details) ? <KeyState state={details.KeyState} /> : <StatusIndicator type="warning">may not be described</StatusIndicator>),
  },
  { id: "manager", header: "Managed by", cell: ({ details }) => (isDescribed(details) ? (details.KeyManager === "AWS" ? "service" : "account") : "–") },
  { id: "spec", header: "Spec", cell: ({ details }) => (isDescribed(details) ? details.KeySpec : "–") },
  { id: "created", header: "Created", minWidth: 110, cell: ({ details }) => (isDescribed(details) && details.CreationDate ? localTime(details.CreationDate) : "–") },
  { id: "use", header: "Use", cell: ({ arn, id }) => <Link href={auditHref(term("key", arn))} ariaLabel={`Events of key ${id}`}>Events</Link> },
];
