import { Button, Card, Group, Skeleton, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { type Need, needsOf } from "@/features/overview/needs";
import type { Overview } from "@/features/overview/overview";
import { Empty } from "@/ui/Empty";

/** What needs somebody today, each with the one thing to do. */
export function NeedsMe({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation("overview");
  const needs = overview && needsOf(overview, t);
  return (
    <Card component="section" aria-labelledby="needs">
      <Title order={2} fz="md" id="needs" mb="xs">
        {t("needs")}
      </Title>
      {needs === undefined && Array.from({ length: 3 }, (_, place) => <Skeleton key={place} height={52} mt="xs" radius="md" />)}
      {needs?.length === 0 && (
        <Empty icon={IconChecks} title={t("nothing.title")}>
          {t("nothing.text")}
        </Empty>
      )}
      {needs !== undefined && needs.length > 0 && (
        <Stack component="ul" gap={0} className="lg-needs">
          {needs.map((need) => (
            <Line key={need.key} need={need} />
          ))}
        </Stack>
      )}
    </Card>
  );
}

function Line({ need: { tone, icon: Icon, title, detail, action, to, search } }: { need: Need }) {
  return (
    <Group component="li" justify="space-between" gap="sm" className="lg-need">
      <Group gap="sm" wrap="nowrap" className="lg-need-words" align="flex-start">
        <ThemeIcon variant="light" color={tone} size={36} radius="md">
          <Icon size={20} aria-hidden />
        </ThemeIcon>
        <div className="lg-figure">
          <Text fz="sm" fw={650}>
            {title}
          </Text>
          <Text fz="xs" c="dimmed" lineClamp={2} className="lg-words">
            {detail}
          </Text>
        </div>
      </Group>
      <Button component={Link} to={to} search={(search ?? {}) as never} size="xs" variant="default" aria-label={`${action}: ${title}`}>
        {action}
      </Button>
    </Group>
  );
}
