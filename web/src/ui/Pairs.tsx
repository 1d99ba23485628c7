import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Input from "@cloudscape-design/components/input";
import type { ReactNode } from "react";
import type { Pair } from "../state/scenario";

/** Keys with values, one a line. */
export function Pairs({ name, pairs, onChange, placeholder, actions }: { name: string; pairs: readonly Pair[]; onChange: (pairs: Pair[]) => void; placeholder: Pair; actions?: ReactNode }) {
  const change = (at: number, part: Partial<Pair>): void => onChange(pairs.map((pair, i) => (i === at ? { ...pair, ...part } : pair)));
  return (
    <AttributeEditor<Pair>
      items={pairs}
      addButtonText={`Add to ${name.toLowerCase()}`}
      removeButtonText="Remove"
      gridLayout={[{ rows: [[2, 3]], removeButton: { ownRow: false, width: "auto" } }]}
      removeButtonAriaLabel={(pair) => `Remove ${pair.key || "this line"}`}
      empty={`No ${name.toLowerCase()}.`}
      additionalInfo={actions}
      onAddButtonClick={() => onChange([...pairs, { key: "", value: "" }])}
      onRemoveButtonClick={({ detail }) => onChange(pairs.filter((_, i) => i !== detail.itemIndex))}
      definition={[
        {
          label: "Key",
          control: (pair, i) => <Input ariaLabel={`${name}, key ${i + 1}`} value={pair.key} placeholder={placeholder.key} spellcheck={false} onChange={({ detail }) => change(i, { key: detail.value })} />,
        },
        {
          label: "Value",
          control: (pair, i) => <Input ariaLabel={`${name}, value ${i + 1}`} value={pair.value} placeholder={placeholder.value} spellcheck={false} onChange={({ detail }) => change(i, { value: detail.value })} />,
        },
      ]}
    />
  );
}
