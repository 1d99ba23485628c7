import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useMemo, useState } from "react";
import { api } from "../api";
import { Problem, type Diagnostic } from "../contract/problem";
import { sharedScenario } from "../contract/scenario";
import { copyText } from "../hooks/browser";
import { navigate } from "../hooks/location";
import { useDo } from "../hooks/notifications";
import { useSession } from "../hooks/session";
import { useEvaluation } from "../hooks/useEvaluation";
import { emptyScenario, examples } from "../state/examples";
import { lastAnswer, type Evaluation } from "../state/evaluation";
import { readAsked } from "../state/ask";
import { diagnosticsOf, marksOf } from "../state/marks";
import { curlOf, GrantText, scenarioJson, withChange, type Scenario } from "../state/scenario";
import { Failure } from "../ui/Failure";
import { Loading } from "../ui/Loading";
import { Policies } from "./simulator/Policies";
import { RequestForm } from "./simulator/RequestForm";
import { Verdict } from "./simulator/Verdict";

type Opened = { state: "loading" } | { state: "open"; scenario: Scenario; key: string } | { state: "failed"; failure: unknown };

/** May they? A question of one's own, a worked example, or one that somebody shared (`/simulate/ID`). */
export default function Simulator({ id, search }: { id: string | undefined; search: string }) {
  const { account, region } = useSession();
  const [opened, setOpened] = useState<Opened>(() => (id === undefined ? { state: "open", scenario: readAsked(search, emptyScenario(account, region)), key: "new" } : { state: "loading" }));
  useEffect(() => {
    if (id === undefined) return undefined;
    const abort = new AbortController();
    api.scenario(id, abort.signal).then(
      (stored) => {
        try {
          setOpened({ state: "open", scenario: sharedScenario(stored, "").scenario, key: id });
        } catch (failure) {
          setOpened({ state: "failed", failure });
        }
      },
      (failure: unknown) => {
        if (!abort.signal.aborted) setOpened({ state: "failed", failure });
      },
    );
    return () => abort.abort();
  }, [id]);
  switch (opened.state) {
    case "loading":
      return <Loading what="the shared question" />;
    case "failed":
      return <Failure what="open this shared question" failure={opened.failure} />;
    case "open":
      return <Question key={opened.key} start={opened.scenario} />;
  }
}

function Question({ start }: { start: Scenario }) {
  const [scenario, setScenario] = useState(start);
  const [teaching, setTeaching] = useState<string | undefined>(undefined);
  const doing = useDo();
  const { evaluation, asked } = useEvaluation(scenario);
  const answer = lastAnswer(evaluation);
  const marks = useMemo(() => (answer && evaluation.state === "answered" ? marksOf(answer, asked) : new Map()), [answer, evaluation.state, asked]);
  const diagnostics = useMemo(() => diagnosticsFor(evaluation, asked), [evaluation, asked]);
  const change = (part: Partial<Scenario>): void => setScenario((before) => ({ ...before, ...part }));
  const share = (): Promise<boolean> =>
    doing("Link copied: it shows this question to everybody who may simulate in this account", async () => {
      const { id } = await api.saveScenario(scenarioJson(scenario));
      navigate(`/simulate/${id}`, { replace: true });
      await copyText(window.location.href);
    });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="May this principal do this? Every change is evaluated by the engine that decides real requests."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ButtonDropdown
                items={examples.map(({ name }) => ({ id: name, text: name }))}
                onItemClick={({ detail }) => {
                  const example = examples.find(({ name }) => name === detail.id);
                  if (example) {
                    setScenario(example.scenario);
                    setTeaching(example.teaches);
                  }
                }}
              >
                Worked examples
              </ButtonDropdown>
              <Button onClick={() => void doing("Command copied", () => copyText(curlOf(scenario, window.location.origin)))}>Copy as curl</Button>
              <Button variant="primary" iconName="share" onClick={() => void share()}>
                Share
              </Button>
            </SpaceBetween>
          }
        >
          Simulator
        </Header>
      }
    >
      <SpaceBetween size="l">
        {teaching !== undefined && (
          <Alert type="info" dismissible onDismiss={() => setTeaching(undefined)}>
            {teaching}
          </Alert>
        )}
        <Grid gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}>
          <SpaceBetween size="l">
            <RequestForm scenario={scenario} onChange={change} />
            <Policies scenario={scenario} onChange={change} marks={marks} diagnostics={diagnostics} />
          </SpaceBetween>
          <div className="kt-sticky">
            <Verdict evaluation={evaluation} scenario={asked} onAddContext={(key) => change({ context: [...scenario.context, { key, value: "" }] })} onChange={(found) => setScenario(withChange(scenario, found))} />
          </div>
        </Grid>
      </SpaceBetween>
    </ContentLayout>
  );
}

function diagnosticsFor(evaluation: Evaluation, scenario: Scenario): ReadonlyMap<string, readonly Diagnostic[]> {
  if (evaluation.state !== "refused") return new Map();
  const { failure } = evaluation;
  if (failure instanceof Problem) return diagnosticsOf(failure.body, scenario);
  if (!(failure instanceof GrantText)) return new Map();
  return new Map([[failure.id, [{ code: "NOT_JSON", severity: "error" as const, message: failure.message, help: "", start: undefined, end: undefined, pointer: undefined }]]]);
}
