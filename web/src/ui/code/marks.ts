import { StateEffect, StateField, type Extension, type Range, type Text } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { Mark } from "../../state/marks";
import { offsetOf } from "./positions";

/** A line below a statement that says what it did, and which comparison failed. */
class Note extends WidgetType {
  readonly mark: Mark;

  constructor(mark: Mark) {
    super();
    this.mark = mark;
  }

  override eq(other: Note): boolean {
    return JSON.stringify(other.mark) === JSON.stringify(this.mark);
  }

  override toDOM(): HTMLElement {
    const note = document.createElement("div");
    note.className = `kt-note kt-note-${this.mark.tone}`;
    const sign = { allow: "✓ this statement ", deny: "✗ this statement ", near: "≈ this statement " }[this.mark.tone];
    note.append(`${sign}${this.mark.label}`);
    for (const { label, expected, actual } of this.mark.failed) {
      const line = document.createElement("div");
      line.append(`${label}: expected `, code(expected), ", got ", code(actual));
      note.append(line);
    }
    return note;
  }
}

function code(text: string): HTMLElement {
  const element = document.createElement("code");
  element.textContent = text;
  return element;
}

const replaceMarks = StateEffect.define<readonly Mark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, transaction) => {
    const replaced = transaction.effects.find((effect) => effect.is(replaceMarks));
    return replaced ? decorate(transaction.state.doc, replaced.value as readonly Mark[]) : decorations.map(transaction.changes);
  },
  provide: (of) => EditorView.decorations.from(of),
});

function decorate(doc: Text, marks: readonly Mark[]): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const mark of marks) {
    const from = offsetOf(doc, mark.start);
    const to = Math.max(from, offsetOf(doc, mark.end));
    const last = doc.lineAt(to);
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      ranges.push(Decoration.line({ class: `kt-line-${mark.tone}` }).range(line.from));
      if (line.number >= last.number) break;
    }
    ranges.push(Decoration.widget({ widget: new Note(mark), block: true, side: 1 }).range(last.to));
  }
  return Decoration.set(ranges, true);
}

export const statementMarks: Extension = field;

export function showMarks(view: EditorView, marks: readonly Mark[]): void {
  view.dispatch({ effects: replaceMarks.of(marks) });
}

/** Brings the first mark into sight. */
export function scrollToMark(view: EditorView, mark: Mark): void {
  const from = offsetOf(view.state.doc, mark.start);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
}
