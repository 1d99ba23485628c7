import { dictionary, json, list, number, object, string, withDefault, type Decoded } from "../decode";

export const job = object({
  id: string,
  type: withDefault(string, ""),
  state: withDefault(string, ""),
  progress: withDefault(number, 0),
  counts: withDefault(dictionary(json), {}),
});
export type Job = Decoded<typeof job>;
export const jobs = object({ jobs: list(job) });
