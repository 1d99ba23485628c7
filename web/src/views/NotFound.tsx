import Box from "@cloudscape-design/components/box";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";

export function NotFound() {
  return (
    <ContentLayout header={<Header variant="h1">There is nothing here</Header>}>
      <Box variant="p">
        The address is none of the dashboard&apos;s pages. <Link href="/">Go to the overview</Link>, or press Ctrl K and paste an id.
      </Box>
    </ContentLayout>
  );
}
