import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { PAGE_TITLE, useArrival } from "@/ui/arrival";
import { DeveloperMenu, type Call } from "@/ui/DeveloperMenu";

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Where the reader came from, the nearest last. */
  trail?: { to: string; label: string }[];
  /** Beside the title: a status, a version. */
  marks?: ReactNode;
  /** What can be done here, the main thing last. */
  actions?: ReactNode;
  /** The call this page shows, for "Copy as curl" and the API docs. */
  call?: Call;
  children: ReactNode;
}

/** A screen: its title, what it is for, what can be done, and the content. */
export function Page({ title, lead, trail = [], marks, actions, call, children }: PageProps) {
  useDocumentTitle(`${title} · Largesse`);
  useArrival();
  return (
    <Stack gap="md">
      {trail.length > 0 && (
        <Breadcrumbs separatorMargin={6} fz="sm" className="lg-trail">
          {trail.map(({ to, label }) => (
            <Anchor key={to} component={Link} to={to} fz="sm">
              {label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="lg-page-head">
          <Group gap="xs">
            <Title order={1} id={PAGE_TITLE} fz={26} lh={1.25} className="lg-words">
              {title}
            </Title>
            {marks}
          </Group>
          {lead !== undefined && (
            <Text c="dimmed" fz="sm" mt={2} maw="72ch">
              {lead}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {call && <DeveloperMenu call={call} />}
          {actions}
        </Group>
      </Group>
      {children}
    </Stack>
  );
}
