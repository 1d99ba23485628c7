import { list, object, string, type Decoded } from "../decode";
import { diagnostic } from "./problem";

export const checkedPolicy = object({ diagnostics: list(diagnostic) });
export type CheckedPolicy = Decoded<typeof checkedPolicy>;

export const createdScenario = object({ id: string });
