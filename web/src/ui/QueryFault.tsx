import type { Diagnostic, ProblemBody } from "../contract/problem";

/** Why a query does not read, below the place in it. */
export function QueryFault({ query, fault }: { query: string; fault: ProblemBody }) {
  const found: readonly Diagnostic[] =
    fault.diagnostics.length > 0
      ? fault.diagnostics
      : [{ code: fault.code, severity: "error", message: fault.detail, help: "", start: fault.column === undefined ? undefined : { line: fault.line ?? 1, column: fault.column }, end: undefined, pointer: undefined }];
  return (
    <>
      {found.map(({ message, help, start, end }, i) => (
        <div key={i} className="kt-fault">
          {start && <Underlined query={query} from={start.column} to={end?.column ?? start.column + 1} />}
          <span>
            {start && `Column ${start.column}: `}
            {message}
            {help !== "" && `; ${help}`}
          </span>
        </div>
      ))}
    </>
  );
}

/** Columns count code points from 1. */
function Underlined({ query, from, to }: { query: string; from: number; to: number }) {
  const points = [...query];
  const text = (start: number, end: number): string => points.slice(start, end).join("");
  return (
    <code className="kt-mono" aria-hidden="true">
      {text(0, from - 1)}
      <mark>{text(from - 1, Math.max(from, to - 1)) || " "}</mark>
      {text(Math.max(from, to - 1), points.length)}
    </code>
  );
}
