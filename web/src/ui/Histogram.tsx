import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useAppearance } from "../hooks/appearance";
import type { Bars } from "../state/bars";
import { localTime } from "../state/timeRange";

const HEIGHT = 140;

/** Events lie in whole seconds: a shorter stretch would write the same second under every mark. */
const SHORTEST_SECONDS = 20;
const DAY = 86_400;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

/** Events over time, refused ones on top in red. Dragging chooses a stretch of time; a table says the same in words. */
export default function Histogram({ bars, onBrush }: { bars: Bars; onBrush: (from: number, to: number) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const appearance = useAppearance();
  const brushed = useRef(onBrush);
  brushed.current = onBrush;

  useEffect(() => {
    const element = host.current;
    if (!element || bars.times.length === 0) return undefined;
    const plot = new uPlot(options(bars, element.clientWidth, (a, b) => brushed.current(a, b)), [bars.times, bars.all, bars.refused], element);
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
    // Colours are read from the page when the plot is made.
  }, [bars, appearance]);

  const busy = bars.times.flatMap((time, i) => ((bars.all[i] ?? 0) > 0 ? [{ time, all: bars.all[i] ?? 0, refused: bars.refused[i] ?? 0 }] : []));
  return (
    <div className="kt-histogram">
      <div ref={host} aria-hidden="true" />
      <table className="kt-hidden">
        <caption>Events over time</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Events</th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {busy.map(({ time, all, refused }) => (
            <tr key={time}>
              <td>{localTime(time * 1000)}</td>
              <td>{all}</td>
              <td>{refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function options(bars: Bars, width: number, onBrush: (from: number, to: number) => void): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = (): uPlot.Axis => ({
    stroke: colour("--kt-text-quiet"),
    font: `12px ${colour("--kt-sans")}`,
    grid: { show: false },
    ticks: { stroke: colour("--kt-line"), size: 4 },
  });
  const paths = uPlot.paths.bars?.({ size: [0.86, 60, 1], align: 1, gap: 1 });
  const series = (label: string, name: string): uPlot.Series => ({ label, fill: colour(name), stroke: colour(name), width: 0, points: { show: false }, ...(paths ? { paths } : {}) });
  return {
    width,
    height: HEIGHT,
    padding: [8, 34, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: [bars.start, Math.max(bars.end, bars.start + SHORTEST_SECONDS)] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [{ ...axis(), values: timeLabels, incrs: STEPS, space: 72 }, { ...axis(), size: 56, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7] }],
    series: [{}, series("Events", "--kt-accent"), series("Refused", "--kt-deny")],
    hooks: {
      setSelect: [
        (plot) => {
          if (plot.select.width < 3) return;
          onBrush(plot.posToVal(plot.select.left, "x") * 1000, plot.posToVal(plot.select.left + plot.select.width, "x") * 1000);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** 24-hour local times; the date where the day changes. */
function timeLabels(_: uPlot, splits: number[], __: number, ___: number, step: number): string[] {
  let day = "";
  return splits.map((split) => {
    const [date = "", time = ""] = localTime(split * 1000).split(" ");
    const label = step >= DAY ? date.slice(5) : step >= 60 ? time.slice(0, 5) : time;
    const shown = date !== day && step < DAY ? `${label}\n${date.slice(5)}` : label;
    day = date;
    return shown;
  });
}
