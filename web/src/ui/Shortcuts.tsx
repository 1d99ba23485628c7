import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";

export default function Shortcuts({ onDismiss }: { onDismiss: () => void }) {
  return (
    <Modal visible onDismiss={onDismiss} header="Keys" size="small">
      <KeyValuePairs
        columns={1}
        items={[
          { label: "Ctrl K", value: "go to a volume, SID, directory, key or any other id" },
          { label: "/", value: "go to the page's search" },
          { label: "Enter, in the query", value: "search" },
          { label: "Ctrl Space, in the query", value: "what can stand here" },
          { label: "Esc, in an editor, then Tab", value: "leave it" },
          { label: "?", value: "this list" },
        ]}
      />
    </Modal>
  );
}
