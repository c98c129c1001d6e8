import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

/** The card in which people stand before they are in: signing in, the first start. */
export function Gate({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Largesse`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" radius="lg" w="100%" maw={420}>
        <Stack>
          <img src="/console-assets/largesse.svg" width={40} height={40} alt="" />
          <div>
            <Title order={1} fz={24}>
              {title}
            </Title>
            <Text c="dimmed" fz="sm">
              {lead}
            </Text>
          </div>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
