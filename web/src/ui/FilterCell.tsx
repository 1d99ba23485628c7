import Icon from "@cloudscape-design/components/icon";
import type { MouseEvent } from "react";

type Filter = (field: string, value: string, wanted: boolean) => void;

/** A value of the table with + and − that narrow the search by it. */
export function FilterCell({ field, value, shown, refused = false, onFilter }: { field: string; value: string; shown?: string; refused?: boolean; onFilter: Filter }) {
  if (value === "") return <span className="kt-quiet">–</span>;
  return (
    <span className={refused ? "kt-cell kt-refused" : "kt-cell"} title={value}>
      {refused && <Icon name="status-negative" variant="error" />}
      <span className="kt-cell-text">{shown ?? value}</span>
      <FilterButtons field={field} value={value} onFilter={onFilter} />
    </span>
  );
}

/** + and −, shown when pointed at or reached by Tab. */
export function FilterButtons({ field, value, onFilter }: { field: string; value: string; onFilter: Filter }) {
  // A click on the row opens its event; one on these buttons must not do that as well.
  const filter = (click: MouseEvent, wanted: boolean): void => {
    click.stopPropagation();
    onFilter(field, value, wanted);
  };
  return (
    <span className="kt-cell-buttons">
      <button type="button" aria-label={`Only ${field} ${value}`} title="Only these" onClick={(click) => filter(click, true)}>
        +
      </button>
      <button type="button" aria-label={`Without ${field} ${value}`} title="Without these" onClick={(click) => filter(click, false)}>
        −
      </button>
    </span>
  );
}
