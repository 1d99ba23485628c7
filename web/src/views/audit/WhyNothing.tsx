import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { api, type EventsAsked } from "../../api";
import { useLoad } from "../../hooks/useLoad";
import { auditSearch, asking, type AuditView } from "../../state/auditView";
import { conjuncts, withoutTerm } from "../../state/query";
import { localTime, rangeWords } from "../../state/timeRange";

const MOST_TERMS = 5;

/** Nothing matched: what there is without one of the terms, or at another time. */
export function WhyNothing({ view, asked }: { view: AuditView; asked: EventsAsked }) {
  const terms = conjuncts(view.q) ?? [];
  const found = useLoad(
    async (signal) => {
      const count = async (q: string, time: EventsAsked): Promise<number> => (await api.events({ ...time, q, limit: 0, exact: true }, signal)).total.value;
      const [everything, newest, anytime, ...without] = await Promise.all([
        count("", asked),
        api.events({ limit: 1 }, signal),
        view.range.kind === "all" ? Promise.resolve(0) : count(view.q, {}),
        ...(terms.length > 1 ? terms.slice(0, MOST_TERMS).map((term) => count(withoutTerm(view.q, term), asked)) : []),
      ]);
      return { everything, anytime, newest: newest.events[0], without: terms.slice(0, without.length).map((term, i) => ({ term, count: without[i] ?? 0 })) };
    },
    [view.q, asked],
  );
  const { data } = found;
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="xs">
        <Box variant="strong">No event matches</Box>
        {data && (
          <Box color="text-body-secondary">
            0 of {data.everything.toLocaleString("en")} events of {rangeWords(view.range)}.
            {data.newest ? ` The newest event of all is of ${localTime(String(data.newest.event["eventTime"]))}.` : " The trail is empty: every call with the AWS CLI or an SDK will appear here."}
          </Box>
        )}
        {data?.without
          .filter(({ count }) => count > 0)
          .map(({ term, count }) => (
            <Link key={term} href={auditSearch(asking(view, { q: withoutTerm(view.q, term) }))}>
              Without {term}: {count.toLocaleString("en")}
            </Link>
          ))}
        {data !== undefined && data.anytime > 0 && <Link href={auditSearch(asking(view, { range: { kind: "all" } }))}>At any time: {data.anytime.toLocaleString("en")}</Link>}
        {view.q !== "" && <Link href={auditSearch(asking(view, { q: "" }))}>Everything of this time</Link>}
      </SpaceBetween>
    </Box>
  );
}
