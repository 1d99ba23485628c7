import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Answer, Change, Decider, Decision } from "../../contract/simulation";
import { messageOf } from "../../contract/problem";
import { lastAnswer, type Evaluation } from "../../state/evaluation";
import { draftOf, titleOf, type Scenario } from "../../state/scenario";
import { ExplanationTree } from "../../ui/ExplanationTree";

const WORDS: Record<Decision, string> = { allowed: "Allowed", implicitDeny: "Denied: nothing allows it", explicitDeny: "Denied by a statement", dependsOn: "Depends" };
const TONES: Record<Decision, string> = { allowed: "allow", implicitDeny: "deny", explicitDeny: "deny", dependsOn: "near" };

/** The answer: one sentence, then what decided it, then why. */
export function Verdict({ evaluation, scenario, onAddContext, onChange }: { evaluation: Evaluation; scenario: Scenario; onAddContext: (key: string) => void; onChange: (change: Change) => void }) {
  const answer = lastAnswer(evaluation);
  return (
    <SpaceBetween size="m">
      {evaluation.state === "refused" && (
        <Alert type="error" header="This question cannot be answered">
          {messageOf(evaluation.failure)}
        </Alert>
      )}
      {evaluation.state === "idle" && <Alert type="info">Fill in principal, action and resource to see the decision.</Alert>}
      {answer && <Sentence answer={answer} old={evaluation.state !== "answered"} />}
      {answer && <Details answer={answer} scenario={scenario} onAddContext={onAddContext} onChange={onChange} />}
    </SpaceBetween>
  );
}

function Sentence({ answer, old }: { answer: Answer; old: boolean }) {
  return (
    <div className={`kt-verdict kt-verdict-${TONES[answer.decision]}${old ? " kt-old" : ""}`} role="status" data-decision={answer.decision} aria-busy={old}>
      <h2>{WORDS[answer.decision]}</h2>
      <p>{answer.summary}</p>
      {answer.allowedIf !== undefined && (
        <p>
          Allowed if <code className="kt-mono">{answer.allowedIf}</code>
        </p>
      )}
    </div>
  );
}

function Details({ answer, scenario, onAddContext, onChange }: { answer: Answer; scenario: Scenario; onAddContext: (key: string) => void; onChange: (change: Change) => void }) {
  return (
    <Container header={<Header variant="h2">Why</Header>}>
      <SpaceBetween size="m">
        {answer.decidedBy.length > 0 && (
          <div>
            <Box variant="awsui-key-label">Decided by</Box>
            <ul className="kt-list">
              {answer.decidedBy.map((ref, i) => (
                <li key={i}>
                  <Reference of={ref} scenario={scenario} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {answer.nearMisses.length > 0 && <NearMisses answer={answer} scenario={scenario} onChange={onChange} />}
        {answer.missingContext.length > 0 && (
          <div>
            <Box variant="awsui-key-label">Policies ask for keys that the request does not have</Box>
            <SpaceBetween direction="horizontal" size="xs">
              {answer.missingContext.map((key) => (
                <Button key={key} iconName="add-plus" onClick={() => onAddContext(key)} ariaLabel={`Give a value for ${key}`}>
                  {key}
                </Button>
              ))}
            </SpaceBetween>
          </div>
        )}
        {answer.notes.map((note) => (
          <Box key={note} fontSize="body-s" color="text-body-secondary">
            {note}
          </Box>
        ))}
        <ExplanationTree explanation={answer.explanation} decidedBy={answer.decidedBy} />
        <ExpandableSection headerText="The whole answer as JSON" variant="footer">
          <pre className="kt-json" tabIndex={0} aria-label="The whole answer as JSON">
            {JSON.stringify(answer, null, 2)}
          </pre>
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}

/** What nearly allowed it, and the smallest change that would. */
function NearMisses({ answer, scenario, onChange }: { answer: Answer; scenario: Scenario; onChange: (change: Change) => void }) {
  return (
    <div>
      <Box variant="awsui-key-label">Came nearest</Box>
      <ul className="kt-list">
        {answer.nearMisses.map(({ ref, failed, change }, i) => (
          <li key={i}>
            <Reference of={ref} scenario={scenario} />
            {failed.map(({ label, expected, actual }) => (
              <Box key={label} fontSize="body-s" color="text-body-secondary">
                {label}: expected <code className="kt-mono">{expected}</code>, got <code className="kt-mono">{actual}</code>
              </Box>
            ))}
            <Box fontSize="body-s">Would be allowed if: {change.text}</Box>
            {change.of === "request" && (
              <Button iconName="edit" onClick={() => onChange(change)}>
                Change the request so
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A statement by its policy, number and line, leading to its editor; a grant or a rule by its name. */
function Reference({ of, scenario }: { of: Decider; scenario: Scenario }) {
  switch (of.type) {
    case "grant":
      return (
        <>
          grant <code className="kt-mono">{of.grantId}</code>
        </>
      );
    case "rule":
      return (
        <>
          the rule <code className="kt-mono">{of.rule}</code>
        </>
      );
    case "statement": {
      const policy = draftOf(scenario, of.policy, of.name);
      const name = policy ? titleOf(policy, scenario.policies) : `${of.policy} policy ${of.name}`;
      const text = `${name}, statement ${of.statement}${of.sid ? ` (${of.sid})` : ""}${of.start ? `, line ${of.start.line}` : ""}`;
      return policy ? (
        <Button variant="inline-link" onClick={() => document.getElementById(`policy-${policy.id}`)?.scrollIntoView({ behavior: "smooth", block: "center" })}>
          {text}
        </Button>
      ) : (
        <>{text}</>
      );
    }
  }
}
