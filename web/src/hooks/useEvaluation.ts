import { useEffect, useReducer, useRef } from "react";
import { api } from "../api";
import { evaluate, idle, type Evaluation } from "../state/evaluation";
import { simulateBody, type Scenario } from "../state/scenario";
import { useDebounced } from "./useLoad";

const PAUSE_MILLIS = 250;

/** The server's answer to the question on the screen, a moment after the last keystroke; `asked` is what it answers. */
export function useEvaluation(scenario: Scenario): { evaluation: Evaluation; asked: Scenario } {
  const [evaluation, tell] = useReducer(evaluate, idle);
  const settled = useDebounced(scenario, PAUSE_MILLIS);
  const question = useRef(0);
  useEffect(() => {
    if ([settled.principal, settled.action, settled.resource].some((text) => text.trim() === "")) {
      tell({ type: "incomplete" });
      return undefined;
    }
    const asked = ++question.current;
    const abort = new AbortController();
    tell({ type: "asked", question: asked });
    Promise.resolve()
      .then(() => api.simulate(simulateBody(settled), abort.signal))
      .then(
        (answer) => tell({ type: "answered", question: asked, answer }),
        (failure: unknown) => {
          if (!abort.signal.aborted) tell({ type: "refused", question: asked, failure });
        },
      );
    return () => abort.abort();
  }, [settled]);
  return { evaluation, asked: settled };
}
