import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import FormField from "@cloudscape-design/components/form-field";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { navigate } from "../hooks/location";
import { askHref } from "../state/ask";
import { useSession } from "../hooks/session";
import { term } from "../state/query";
import { auditHref } from "../state/route";

/** Four questions that people come with. */
export default function Overview() {
  const { account, region } = useSession();
  return (
    <ContentLayout header={<Header variant="h1" description={`Encryption keys of account ${account} in ${region}: who may use them, what happens when they do, and who did.`}>Overview</Header>}>
      <Grid gridDefinition={Array.from({ length: 4 }, () => ({ colspan: { default: 12, s: 6 } }))}>
        <Question
          title="May they use this key?"
          text="Asks the engine that decides real requests, with the policies and grants that are stored here."
          fields={[
            { name: "principal", label: "Principal", placeholder: `arn:aws:iam::${account}:user/Alice` },
            { name: "resource", label: "Key", placeholder: `arn:aws:kms:${region}:${account}:key/…` },
          ]}
          action="Ask"
          href={({ principal, resource }) => askHref({ action: "kms:Decrypt", ...(principal ? { principal } : {}), ...(resource ? { resource } : {}) })}
        />
        <Question
          title="Who decrypted this volume?"
          text="Every Decrypt of the volume's data key, with the person and the directory it was for."
          fields={[{ name: "volume", label: "Volume", placeholder: "vol-1234abcd" }]}
          action="Search"
          href={({ volume }) => auditHref(volume ? `${term("volume", volume)} and eventName = Decrypt` : "volume is present and eventName = Decrypt")}
        />
        <Question
          title="What would break without this key?"
          text="WorkSpaces whose volumes are encrypted under a key become unusable at their next reboot when it is disabled."
          fields={[{ name: "key", label: "Key id or alias", placeholder: "alias/desktops" }]}
          action="Show WorkSpaces"
          href={({ key }) => (key ? `/workspaces?${new URLSearchParams({ find: key }).toString()}` : "/workspaces")}
        />
        <Question
          title="What changed today?"
          text="Calls that changed something in the last 24 hours: policies, grants, keys, volumes, WorkSpaces."
          fields={[]}
          action="Show changes"
          href={() => auditHref("readOnly is false", { last: "24h" })}
        />
      </Grid>
    </ContentLayout>
  );
}

interface Asked {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
}

function Question({ title, text, fields, action, href }: { title: string; text: string; fields: readonly Asked[]; action: string; href: (values: Record<string, string>) => string }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const go = (): void => navigate(href(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]))));
  return (
    <Container fitHeight header={<Header variant="h2" description={text}>{title}</Header>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <SpaceBetween size="m">
          {fields.map(({ name, label, placeholder }) => (
            <FormField key={name} label={label} stretch>
              <Input value={values[name] ?? ""} placeholder={placeholder} spellcheck={false} onChange={({ detail }) => setValues({ ...values, [name]: detail.value })} />
            </FormField>
          ))}
          <Button formAction="submit" ariaLabel={`${action}: ${title}`}>
            {action}
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
