import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, type RefObject } from "react";

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
  const told = useRef(onChange);
  told.current = onChange;

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
          fixed(),
          compartment.current.of(changing),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((transaction) => transaction.isUserEvent("keytrail.set"))) told.current(update.state.doc.toString());
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
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, userEvent: "keytrail.set" });
    }
  }, [value]);
  return view;
}
