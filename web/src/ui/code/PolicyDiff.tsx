import { json } from "@codemirror/lang-json";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useMemo, useRef } from "react";
import { useEditor } from "./mount";
import { look } from "./theme";

const tones = EditorView.theme({
  ".cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--kt-allow-wash)" },
  ".cm-deletedChunk": { backgroundColor: "var(--kt-deny-wash)", paddingLeft: "6px" },
  ".cm-changedText": { background: "none", textDecoration: "underline" },
  ".cm-deletedText": { background: "none", textDecoration: "line-through" },
  ".cm-changeGutter": { width: "3px", paddingLeft: "1px" },
});

/** What a save would change: lines that go, lines that come. */
export default function PolicyDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const host = useRef<HTMLDivElement>(null);
  const changing = useMemo(() => EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true" }), [label]);
  useEditor({
    host,
    value: after,
    onChange: () => undefined,
    fixed: () => [
      lineNumbers(),
      json(),
      EditorState.readOnly.of(true),
      EditorView.lineWrapping,
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
      look,
      tones,
    ],
    changing,
  });
  return <div className="kt-editor" ref={host} />;
}
