import ProgressBar from "@cloudscape-design/components/progress-bar";

/** A job's progress, 0 to 1. */
export function Progress({ label, value }: { label: string; value: number }) {
  return <ProgressBar value={Math.round(value * 100)} label={label} variant="standalone" />;
}
