import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--kt-code-key)" },
  { tag: tags.string, color: "var(--kt-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--kt-code-literal)" },
  { tag: [tags.keyword, tags.operator], color: "var(--kt-code-literal)" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "var(--kt-code-quiet)" },
]);

const shape = EditorView.theme({
  "&": { color: "var(--kt-text)", backgroundColor: "transparent", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--kt-mono)", lineHeight: "20px" },
  ".cm-content": { caretColor: "var(--kt-text)", padding: "6px 0" },
  ".cm-cursor": { borderLeftColor: "var(--kt-text)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--kt-code-quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--kt-code-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--kt-code-selection)" },
  ".cm-tooltip": { backgroundColor: "var(--kt-raised)", color: "var(--kt-text)", border: "1px solid var(--kt-line)", borderRadius: "6px", maxWidth: "36rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--kt-mono)", fontSize: "13px", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--kt-accent)", color: "var(--kt-on-accent)" },
  ".cm-completionDetail": { color: "var(--kt-text-quiet)", fontStyle: "normal", marginLeft: "1rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: "4px 8px", fontFamily: "var(--kt-sans)" },
  ".cm-placeholder": { color: "var(--kt-text-quiet)" },
  ".kt-mark": { borderBottom: "none" },
  ".kt-line-allow": { backgroundColor: "var(--kt-allow-wash)", boxShadow: "inset 3px 0 var(--kt-allow)" },
  ".kt-line-deny": { backgroundColor: "var(--kt-deny-wash)", boxShadow: "inset 3px 0 var(--kt-deny)" },
  ".kt-line-near": { backgroundColor: "var(--kt-near-wash)", boxShadow: "inset 3px 0 var(--kt-near)" },
  ".kt-note": { fontFamily: "var(--kt-sans)", fontSize: "12px", lineHeight: "18px", padding: "3px 10px 5px 14px" },
  ".kt-note-allow": { backgroundColor: "var(--kt-allow-wash)", boxShadow: "inset 3px 0 var(--kt-allow)" },
  ".kt-note-deny": { backgroundColor: "var(--kt-deny-wash)", boxShadow: "inset 3px 0 var(--kt-deny)" },
  ".kt-note-near": { backgroundColor: "var(--kt-near-wash)", boxShadow: "inset 3px 0 var(--kt-near)" },
  ".kt-note code": { fontFamily: "var(--kt-mono)" },
});

/** Colours and shapes of every editor, by the page's own tokens, so that light and dark need no second theme. */
export const look = [shape, syntaxHighlighting(colours)];
