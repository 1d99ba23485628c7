import Button from "@cloudscape-design/components/button";
import DateRangePicker, { type DateRangePickerProps } from "@cloudscape-design/components/date-range-picker";
import FormField from "@cloudscape-design/components/form-field";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { api } from "../../api";
import { Problem } from "../../contract/problem";
import type { Field } from "../../contract/events";
import { useSearchFocus } from "../../hooks/searchFocus";
import { suggest } from "../../state/suggest";
import type { TimeRange, TimeUnit } from "../../state/timeRange";
import { QueryFault } from "../../ui/QueryFault";
import { QueryInput } from "../../ui/QueryInput";

/** The question to the trail: what, and of which time. */
export function QueryBar({
  q,
  range,
  fields,
  refusal,
  onAsk,
  onRange,
}: {
  q: string;
  range: TimeRange;
  fields: readonly Field[];
  refusal: unknown;
  onAsk: (q: string) => void;
  onRange: (range: TimeRange) => void;
}) {
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  const help = useId();
  const input = useRef<{ focus: () => void }>(null);
  useSearchFocus(useCallback(() => input.current?.focus(), []));
  const wrong = refusal instanceof Problem && refusal.body.pointer === "/q" && typed === q ? refusal.body : undefined;
  const values = useCallback(async (field: string) => (await api.facets(field, { limit: 20 })).values, []);
  return (
    <div className="kt-bar">
      <FormField
        label="Query"
        stretch
        errorText={wrong && <QueryFault query={q} fault={wrong} />}
        constraintText={<span id={help}>A SID, directory, volume or any text; or conditions: volume = vol-… and errorCode is present</span>}
      >
        <QueryInput
          handle={input}
          label="Query"
          hint="Everything. Press / to come here."
          value={typed}
          onChange={setTyped}
          onSubmit={() => onAsk(typed.trim())}
          invalid={wrong !== undefined}
          describedBy={help}
          suggest={(text, position) => suggest(text, position, fields, values)}
        />
      </FormField>
      <FormField label="Time">
        <DateRangePicker
          value={pickerValue(range)}
          onChange={({ detail }) => onRange(rangeOfPicker(detail.value))}
          relativeOptions={RELATIVE}
          isValidRange={(value) => (value?.type === "absolute" && !(value.startDate && value.endDate && value.startDate < value.endDate) ? { valid: false, errorMessage: "Choose a beginning before an end." } : { valid: true })}
          placeholder="All time"
          showClearButton
          expandToViewport
          timeInputFormat="hh:mm:ss"
        />
      </FormField>
      <div className="kt-bar-action">
        <Button variant="primary" onClick={() => onAsk(typed.trim())}>
          Search
        </Button>
      </div>
    </div>
  );
}

const RELATIVE: DateRangePickerProps.RelativeOption[] = [
  { key: "15-minutes", amount: 15, unit: "minute", type: "relative" },
  { key: "1-hour", amount: 1, unit: "hour", type: "relative" },
  { key: "1-day", amount: 1, unit: "day", type: "relative" },
  { key: "7-days", amount: 7, unit: "day", type: "relative" },
  { key: "30-days", amount: 30, unit: "day", type: "relative" },
];
const UNITS: readonly TimeUnit[] = ["minute", "hour", "day", "week"];

function pickerValue(range: TimeRange): DateRangePickerProps.Value | null {
  switch (range.kind) {
    case "all":
      return null;
    case "last":
      return { type: "relative", amount: range.amount, unit: range.unit, key: `${range.amount}-${range.unit}${range.amount === 1 ? "" : "s"}` };
    case "between":
      return { type: "absolute", startDate: range.from, endDate: range.to };
  }
}

function rangeOfPicker(value: DateRangePickerProps.Value | null): TimeRange {
  if (value?.type === "relative") {
    const unit = UNITS.find((known) => known === value.unit);
    if (unit) return { kind: "last", amount: value.amount, unit };
    if (value.unit === "second") return { kind: "last", amount: Math.max(1, Math.round(value.amount / 60)), unit: "minute" };
    return { kind: "last", amount: value.amount * (value.unit === "year" ? 365 : 30), unit: "day" };
  }
  if (value?.type === "absolute") return { kind: "between", from: new Date(value.startDate).toISOString(), to: new Date(value.endDate).toISOString() };
  return { kind: "all" };
}
