import { Button, Card, Group, Progress, SimpleGrid, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Overview } from "@/features/overview/overview";

type Steps = Overview["first_steps"];

const STEPS: { name: keyof Steps; to: string; search?: Record<string, string> }[] = [
  { name: "has_pool", to: "/pools" },
  { name: "has_codes", to: "/imports/new", search: { what: "codes" } },
  { name: "has_promotion", to: "/promotions" },
  { name: "has_customer", to: "/imports/new", search: { what: "customers" } },
  { name: "has_redemption", to: "/redemptions" },
  { name: "has_workflow", to: "/workflows" },
];

/** The way from an empty workspace to the first redeemed code; the next step is the one to take. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const { t } = useTranslation("overview");
  const done = STEPS.filter(({ name }) => steps[name]).length;
  const next = STEPS.find(({ name }) => !steps[name])?.name;
  return (
    <Card component="section" aria-labelledby="steps">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="md" id="steps">
          {t("steps.title")}
        </Title>
        <Text fz="xs" c="dimmed">
          {t("steps.done", { done, all: STEPS.length })}
        </Text>
      </Group>
      <Progress value={(100 * done) / STEPS.length} size={6} mb="md" color="teal" aria-label={t("steps.title")} />
      <SimpleGrid component="ol" cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" className="lg-needs">
        {STEPS.map(({ name, to, search }) => (
          <Group key={name} component="li" wrap="nowrap" gap="sm" align="flex-start">
            <ThemeIcon size={28} radius="xl" variant="light" color={steps[name] ? "teal" : "gray"}>
              {steps[name] ? <IconCheck size={16} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
            </ThemeIcon>
            <div>
              <Text fz="sm" fw={600} {...(steps[name] && { c: "dimmed" })}>
                {t(`steps.${name}.title`)}
                {steps[name] && ` · ${t("steps.ready")}`}
              </Text>
              {!steps[name] && (
                <Text fz="xs" c="dimmed">
                  {t(`steps.${name}.text`)}
                </Text>
              )}
              {!steps[name] && (
                <Button component={Link} to={to} search={(search ?? {}) as never} size="compact-xs" mt={6} variant={name === next ? "filled" : "default"}>
                  {t(`steps.${name}.do`)}
                </Button>
              )}
            </div>
          </Group>
        ))}
      </SimpleGrid>
    </Card>
  );
}
