import { Card, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A card of a page with settings: what it is about, what can be done, and the content. */
export function Part({ title, lead, marks, actions, children }: { title: string; lead?: ReactNode; marks?: ReactNode; actions?: ReactNode; children?: ReactNode }) {
  return (
    <Card component="section" padding="lg">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div className="lg-page-head">
            <Group gap="xs">
              <Title order={2} fz="lg">
                {title}
              </Title>
              {marks}
            </Group>
            {lead !== undefined && (
              <Text c="dimmed" fz="sm" maw="64ch">
                {lead}
              </Text>
            )}
          </div>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
