import { term } from "../state/query";
import { auditHref, keyHref } from "../state/route";

/** An id as a small link to what is known of it. */
export function ChipLink({ kind, field, value }: { kind: string; field: string; value: string }) {
  const href = field === "key" && value.includes(":key/") ? keyHref(value) : auditHref(term(field, value));
  return (
    <a className="kt-chip" href={href} data-field={field}>
      {kind !== "" && <span>{kind}</span>}
      <span className="kt-mono">{value}</span>
    </a>
  );
}
