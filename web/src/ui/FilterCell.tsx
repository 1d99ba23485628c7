import Icon from "@cloudscape-design/components/icon";

/** A value of the table with + and − that narrow the search by it; shown when pointed at or reached by Tab. */
export function FilterCell({ field, value, shown, refused = false, onFilter }: { field: string; value: string; shown?: string; refused?: boolean; onFilter: (field: string, value: string, wanted: boolean) => void }) {
  if (value === "") return <span className="kt-quiet">–</span>;
  return (
    <span className={refused ? "kt-cell kt-refused" : "kt-cell"} title={value}>
      {refused && <Icon name="status-negative" variant="error" />}
      <span className="kt-cell-text">{shown ?? value}</span>
      <span className="kt-cell-buttons">
        <button type="button" aria-label={`Only ${field} ${value}`} title="Only these" onClick={() => onFilter(field, value, true)}>
          +
        </button>
        <button type="button" aria-label={`Without ${field} ${value}`} title="Without these" onClick={() => onFilter(field, value, false)}>
          −
        </button>
      </span>
    </span>
  );
}
