import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, type RefObject } from "react";

// Left to itself, Chromium types over a selection by way of an inline style, which the policy blocks and reports.
const ownTyping = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.readOnly) return false;
    // Inside a shadow root the editor hears of a new selection an event late.
    const { from, to } = view.hasFocus ? chosen(view) : view.state.selection.main;
    view.dispatch({ changes: { from, to, insert: event.data }, selection: { anchor: from + event.data.length }, userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

/** What is selected on the screen, where the browser says it (Chromium does); else what the editor knows. */
function chosen(view: EditorView): { from: number; to: number } {
  const root = view.root as Partial<DocumentOrShadowRoot & { getSelection: () => Selection | null }>;
  const selection = root.getSelection?.();
  const { anchorNode, focusNode } = selection ?? {};
  if (!selection || !anchorNode || !focusNode || !view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return view.state.selection.main;
  const ends = [view.posAtDOM(anchorNode, selection.anchorOffset), view.posAtDOM(focusNode, selection.focusOffset)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/**
 * An editor in a shadow root: there CodeMirror's style sheets are adopted ones, which the server's policy
 * (style-src 'self') lets pass; a <style> element it would not.
 */
export function useEditor({
  host,
  value,
  onChange,
  fixed,
  changing,
}: {
  host: RefObject<HTMLDivElement | null>;
  value: string;
  onChange: (value: string) => void;
  /** Of the editor's first moment. */
  fixed: () => Extension;
  /** Replaced whenever it is another object; memoise it. */
  changing: Extension;
}): RefObject<EditorView | null> {
  const view = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const tell = useRef(onChange);
  tell.current = onChange;
  // What was told and has not come back as `value` yet: somebody who types is ahead of what is rendered.
  const underway = useRef<string[]>([]);

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: value,
        extensions: [
          ownTyping,
          fixed(),
          compartment.current.of(changing),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((transaction) => transaction.isUserEvent("keytrail.set"))) return;
            const text = update.state.doc.toString();
            underway.current.push(text);
            tell.current(text);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
    // The editor is made once; what changes goes through the compartment and the document.
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: compartment.current.reconfigure(changing) });
  }, [changing]);

  useEffect(() => {
    const editor = view.current;
    const back = underway.current.indexOf(value);
    underway.current.splice(0, back + 1);
    if (back >= 0) return;
    underway.current = [];
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, userEvent: "keytrail.set" });
    }
  }, [value]);
  return view;
}
