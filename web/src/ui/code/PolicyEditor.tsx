import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useMemo, useRef } from "react";
import type { Diagnostic } from "../../contract/problem";
import type { Mark } from "../../state/marks";
import { showMarks, statementMarks } from "./marks";
import { useEditor } from "./mount";
import { editorDiagnostics } from "./positions";
import { look } from "./theme";

const NO_MARKS: readonly Mark[] = [];
const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** Policy text with line numbers, the engine's diagnostics, and the statements that decided. Tab leaves the editor. */
export function PolicyEditor({
  label,
  value,
  onChange,
  diagnostics = NO_DIAGNOSTICS,
  marks = NO_MARKS,
  readOnly = false,
}: {
  label: string;
  value: string;
  onChange?: (value: string) => void;
  diagnostics?: readonly Diagnostic[];
  marks?: readonly Mark[];
  readOnly?: boolean;
}) {
  const host = useRef<HTMLDivElement>(null);
  const changing = useMemo(() => [EditorState.readOnly.of(readOnly), EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": String(readOnly) })], [label, readOnly]);
  const view = useEditor({
    host,
    value,
    onChange: (text) => onChange?.(text),
    fixed: () => [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      json(),
      lintGutter(),
      statementMarks,
      EditorView.lineWrapping,
      keymap.of([...defaultKeymap, ...historyKeymap]),
      look,
    ],
    changing,
  });
  useEffect(() => {
    if (view.current) view.current.dispatch(setDiagnostics(view.current.state, editorDiagnostics(view.current.state.doc, diagnostics)));
  }, [diagnostics, view]);
  useEffect(() => {
    if (view.current) showMarks(view.current, marks);
  }, [marks, view]);
  return <div className="kt-editor" ref={host} />;
}
