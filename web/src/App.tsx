import Box from "@cloudscape-design/components/box";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";

export function App() {
  return (
    <main>
      <ContentLayout header={<Header variant="h1">Keytrail</Header>}>
        <Box variant="p">The server is running. Use the AWS CLI against this address, or the HTTP API under /api/v1.</Box>
      </ContentLayout>
    </main>
  );
}
