/** The stretch of time that a search covers: from then until now, or between two fixed instants, or all of it. */
export type TimeRange = { kind: "all" } | { kind: "last"; amount: number; unit: TimeUnit } | { kind: "between"; from: string; to: string };
export type TimeUnit = "minute" | "hour" | "day" | "week";

const MILLIS: Record<TimeUnit, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const LETTER: Record<TimeUnit, string> = { minute: "m", hour: "h", day: "d", week: "w" };

/** `7d`, as it stands in an address. */
export function rangeText(range: TimeRange): string | undefined {
  return range.kind === "last" ? `${range.amount}${LETTER[range.unit]}` : undefined;
}

export function rangeOf(last: string | null, from: string | null, to: string | null): TimeRange {
  const relative = /^([1-9][0-9]{0,5})([mhdw])$/.exec(last ?? "");
  if (relative) {
    const unit = (Object.keys(LETTER) as TimeUnit[]).find((name) => LETTER[name] === relative[2]);
    if (unit) return { kind: "last", amount: Number(relative[1]), unit };
  }
  if (isInstant(from) && isInstant(to)) return { kind: "between", from, to };
  return { kind: "all" };
}

function isInstant(text: string | null): text is string {
  return text !== null && !Number.isNaN(Date.parse(text));
}

/** As the API takes it: `from` inclusive, `to` exclusive. */
export function bounds(range: TimeRange, now: number): { from?: string; to?: string } {
  switch (range.kind) {
    case "all":
      return {};
    case "last":
      return { from: new Date(now - range.amount * MILLIS[range.unit]).toISOString() };
    case "between":
      return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  }
}

export function rangeWords(range: TimeRange): string {
  switch (range.kind) {
    case "all":
      return "all time";
    case "last":
      return range.amount === 1 ? `the last ${range.unit}` : `the last ${range.amount} ${range.unit}s`;
    case "between":
      return `${localTime(range.from)} to ${localTime(range.to)}`;
  }
}

/** Local, to the second, sortable: `2026-11-23 14:05:09`. */
export function localTime(time: string | number | Date): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `3 minutes ago`; of the future, `in 3 minutes`. */
export function ago(time: string | number | Date, now: number): string {
  const seconds = Math.round((now - new Date(time).getTime()) / 1000);
  const size = Math.abs(seconds);
  const [amount, unit] = size < 60 ? [size, "second"] : size < 3600 ? [Math.round(size / 60), "minute"] : size < 86_400 ? [Math.round(size / 3600), "hour"] : [Math.round(size / 86_400), "day"];
  const words = `${amount} ${unit}${amount === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : size < 5 ? "just now" : `${words} ago`;
}
