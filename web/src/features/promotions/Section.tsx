import { Card, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a page with its title and what it is about. */
export function Section({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <Title order={2} fz="md">
        {title}
      </Title>
      {text !== undefined && (
        <Text fz="sm" c="dimmed" mt={2}>
          {text}
        </Text>
      )}
      <Stack gap="md" mt="sm">
        {children}
      </Stack>
    </Card>
  );
}
