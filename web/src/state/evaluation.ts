import type { Answer } from "../contract/simulation";

/**
 * What is known of the question on the screen. Typing never blanks an answer: it stays, marked as old, until the next one
 * is there. Answers to questions that were changed meanwhile are dropped, in whatever order they arrive.
 */
export type Evaluation = { readonly asked: number } & (
  | { readonly state: "idle" }
  | { readonly state: "waiting"; readonly last: Answer | undefined }
  | { readonly state: "answered"; readonly answer: Answer }
  | { readonly state: "refused"; readonly failure: unknown; readonly last: Answer | undefined }
);

export type EvaluationEvent =
  | { type: "asked"; question: number }
  | { type: "answered"; question: number; answer: Answer }
  | { type: "refused"; question: number; failure: unknown }
  | { type: "incomplete" };

export const idle: Evaluation = { asked: 0, state: "idle" };

export function evaluate(now: Evaluation, event: EvaluationEvent): Evaluation {
  switch (event.type) {
    case "asked":
      return { asked: event.question, state: "waiting", last: lastAnswer(now) };
    case "answered":
      return event.question === now.asked ? { asked: now.asked, state: "answered", answer: event.answer } : now;
    case "refused":
      return event.question === now.asked ? { asked: now.asked, state: "refused", failure: event.failure, last: lastAnswer(now) } : now;
    case "incomplete":
      return { asked: now.asked + 1, state: "idle" };
  }
}

/** The newest answer there is, whether or not it is to the question on the screen. */
export function lastAnswer(now: Evaluation): Answer | undefined {
  switch (now.state) {
    case "idle":
      return undefined;
    case "waiting":
    case "refused":
      return now.last;
    case "answered":
      return now.answer;
  }
}
