import { useId, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { accept, fitting, type Suggestion, type Suggestions } from "../state/completion";

export type Suggest = (query: string, position: number) => Promise<Suggestions>;

interface Offered {
  readonly from: number;
  readonly position: number;
  readonly options: readonly Suggestion[];
  readonly active: number;
}

/** One line of the condition language. Enter asks; typing, or Ctrl-Space, offers what can stand at the caret. */
export function QueryInput({
  label,
  hint,
  value,
  onChange,
  onSubmit,
  suggest,
  invalid,
  describedBy,
  handle,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  suggest: Suggest;
  invalid: boolean;
  describedBy: string;
  handle: Ref<{ focus: () => void }>;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const [offered, setOffered] = useState<Offered | undefined>(undefined);
  useImperativeHandle(handle, () => ({ focus: () => input.current?.focus() }), []);

  const close = (): void => {
    asked.current++;
    setOffered(undefined);
  };
  const offer = (query: string, position: number): void => {
    const round = ++asked.current;
    void suggest(query, position).then((suggestions) => {
      if (round !== asked.current) return;
      const options = fitting(suggestions, query, position);
      setOffered(options.length === 0 ? undefined : { from: suggestions.from, position, options, active: -1 });
    });
  };
  const take = (option: Suggestion): void => {
    if (!offered) return;
    const next = accept(value, offered.position, offered.from, option);
    onChange(next.query);
    window.requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.position, next.position);
    });
    offer(next.query, next.position);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const active = offered?.options[offered.active];
    if (event.key === "Enter") {
      event.preventDefault();
      if (active) take(active);
      else {
        close();
        onSubmit();
      }
    } else if (event.key === "Escape" && offered) {
      event.preventDefault();
      close();
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      offer(value, event.currentTarget.selectionStart ?? value.length);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && offered) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const size = offered.options.length;
      setOffered({ ...offered, active: offered.active < 0 ? (step > 0 ? 0 : size - 1) : (offered.active + step + size) % size });
    }
  };

  return (
    <div className="kt-query">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={offered !== undefined}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={offered && offered.active >= 0 ? `${id}-${offered.active}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        value={value}
        placeholder={hint}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => {
          onChange(event.target.value);
          offer(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <ul id={`${id}-options`} role="listbox" aria-label="Suggestions" hidden={offered === undefined}>
        {offered?.options.map((option, i) => (
          <li
            key={option.label}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === offered.active}
            onMouseDown={(event) => {
              event.preventDefault();
              take(option);
            }}
          >
            <span className="kt-mono">{option.label}</span>
            {option.detail !== undefined && <span className="kt-option-detail">{option.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
