import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import { targetsFor } from "../state/jump";

/** Ctrl-K: an id, and where it leads. Enter takes the first. */
export default function Jump({ onGo, onDismiss }: { onGo: (href: string) => void; onDismiss: () => void }) {
  const [text, setText] = useState("");
  const input = useRef<InputProps.Ref>(null);
  const targets = targetsFor(text);
  useEffect(() => {
    const timer = window.setTimeout(() => input.current?.focus(), 50);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <Modal visible onDismiss={onDismiss} header="Go to an id" size="medium">
      <SpaceBetween size="m">
        <FormField label="Id" description="A volume, SID, directory, key, grant, WorkSpace or principal; or any text that events mention.">
          <Input
            ref={input}
            value={text}
            onChange={({ detail }) => setText(detail.value)}
            onKeyDown={({ detail }) => {
              const first = targets[0];
              if (detail.key === "Enter" && first) onGo(first.href);
            }}
            placeholder="vol-…, S-1-5-21-…, d-…, key id or ARN"
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
        {targets.length === 0 ? (
          <Box color="text-body-secondary">Type or paste an id.</Box>
        ) : (
          <ul className="kt-targets" aria-label="Where this leads">
            {targets.map((target) => (
              <li key={target.href}>
                <a
                  href={target.href}
                  onClick={(event) => {
                    event.preventDefault();
                    onGo(target.href);
                  }}
                >
                  <span>{target.label}</span>
                  <span className="kt-mono kt-quiet">{target.hint}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Modal>
  );
}
