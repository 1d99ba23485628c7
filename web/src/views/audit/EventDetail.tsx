import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import type { OneEvent } from "../../contract/events";
import type { JsonObject } from "../../decode";
import { at, chipsOf, encryptionContext, sidAndDirectory, text } from "../../state/events";
import { localTime } from "../../state/timeRange";
import { ChipLink } from "../../ui/ChipLink";
import { term } from "../../state/query";
import { auditHref } from "../../state/route";
import { Judged } from "./Judged";
import Link from "@cloudscape-design/components/link";

/** All that is known of one event. */
export function EventDetail({ event: shown }: { event: OneEvent }) {
  const { event, evaluated } = shown;
  const raw = JSON.stringify(event, null, 2);
  return (
    <Tabs
      variant="default"
      ariaLabel="Parts of the event"
      tabs={[
        { id: "summary", label: "Summary", content: <Summary event={shown} /> },
        ...(evaluated ? [{ id: "decision", label: "Decision", content: <Judged checks={evaluated.checks} /> }] : []),
        {
          id: "raw",
          label: "Record",
          content: (
            <SpaceBetween size="s">
              <CopyToClipboard textToCopy={raw} copyButtonText="Copy" copySuccessText="Copied" copyErrorText="Could not copy" />
              <Json value={event} label="The CloudTrail record" />
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

function Summary({ event: shown }: { event: OneEvent }) {
  const { event, derived, seq, related } = shown;
  const context = encryptionContext(event);
  const error = text(event, "errorCode");
  const chips = chipsOf(shown);
  return (
    <SpaceBetween size="m">
      {error !== "" && (
        <Alert type="error" header={error}>
          {text(event, "errorMessage")}
        </Alert>
      )}
      {chips.length > 0 && (
        <div>
          <Box variant="awsui-key-label">Concerns</Box>
          <div className="kt-chips">
            {chips.map((chip) => (
              <ChipLink key={`${chip.field} ${chip.value}`} {...chip} />
            ))}
          </div>
        </div>
      )}
      {context.length > 0 && (
        <div>
          <Box variant="awsui-key-label">Encryption context</Box>
          {context.map(([key, value]) => (
            <ContextPair key={key} name={key} value={value} />
          ))}
        </div>
      )}
      <KeyValuePairs
        columns={4}
        items={[
          { label: "Time", value: `${localTime(text(event, "eventTime"))} (${text(event, "eventTime")})` },
          { label: "Service", value: text(event, "eventSource") },
          { label: "Who", value: <span className="kt-mono">{text(event, "userIdentity", "arn") || text(event, "userIdentity", "invokedBy") || text(event, "userIdentity", "type")}</span> },
          { label: "On behalf, by", value: text(event, "userIdentity", "invokedBy") || "–" },
          { label: "Decision", value: derived["decision"]?.join(", ") || "–" },
          { label: "Reads only", value: at(event, "readOnly") === true ? "yes" : "no" },
          { label: "From", value: `${text(event, "sourceIPAddress")}, ${text(event, "userAgent")}` },
          { label: "Account and Region", value: `${text(event, "recipientAccountId")}, ${text(event, "awsRegion")}` },
          ...(related.length === 0 ? [] : [{ label: "Belongs to", value: <Related related={related} /> }]),
          { label: "Event id", value: <span className="kt-mono">{text(event, "eventID")}</span> },
          { label: "Request id, place in the log", value: <span className="kt-mono">{`${text(event, "requestID")}, ${seq}`}</span> },
        ]}
      />
    </SpaceBetween>
  );
}

function Related({ related }: { related: OneEvent["related"] }) {
  return (
    <>
      {related.map(({ relation, eventID, eventName }) => (
        <div key={eventID}>
          <Link href={auditHref(term("eventID", eventID), { event: eventID })}>{eventName}</Link> ({relation})
        </div>
      ))}
    </>
  );
}

/** WorkSpaces' pair `[SID]@[directory]` is taken apart; the value as it was sent stands beside. */
function ContextPair({ name, value }: { name: string; value: string }) {
  const pair = sidAndDirectory(value);
  const field = `kms:EncryptionContext:${name}`;
  return (
    <div className="kt-pair">
      <span className="kt-mono kt-quiet">{name}</span>
      <span className="kt-chips">
        {pair ? (
          <>
            <ChipLink kind="SID" field="sid" value={pair.sid} />
            <ChipLink kind="Directory" field="directory" value={pair.directory} />
          </>
        ) : (
          <ChipLink kind={name === "aws:ebs:id" ? "Volume" : "Value"} field={name === "aws:ebs:id" && value.startsWith("vol-") ? "volume" : field} value={value} />
        )}
      </span>
    </div>
  );
}

function Json({ value, label }: { value: JsonObject; label: string }) {
  return (
    <pre className="kt-json" tabIndex={0} aria-label={label}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
