import type { Text } from "@codemirror/state";
import type { Diagnostic as Found, Position } from "../../contract/problem";
import type { Diagnostic } from "@codemirror/lint";

/** The editor's offset of a line and column, which the server counts from 1 in code points. */
export function offsetOf(doc: Text, position: Position): number {
  const line = doc.line(Math.min(Math.max(position.line, 1), doc.lines));
  let units = 0;
  let points = 1;
  for (const point of line.text) {
    if (points >= position.column) break;
    units += point.length;
    points++;
  }
  return line.from + units;
}

/** Server diagnostics in the editor's terms; one without a place stands at the beginning. */
export function editorDiagnostics(doc: Text, found: readonly Found[]): Diagnostic[] {
  return found.map(({ severity, message, help, start, end }) => {
    const from = start ? offsetOf(doc, start) : 0;
    const to = end ? offsetOf(doc, end) : Math.min(from + 1, doc.length);
    return { from: Math.min(from, to), to: Math.max(from, to), severity, message: help === "" ? message : `${message}; ${help}` };
  });
}
