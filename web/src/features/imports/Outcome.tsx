import { Anchor, Card, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Job } from "@/api/jobs";
import { alreadyIn, outcomeOf, type Tone } from "@/features/imports/outcome";
import { count } from "@/ui/format";

const COLORS: Record<Tone, string | undefined> = { plain: undefined, good: "teal", warn: "orange", bad: "red" };

/** What became of the rows of an import, or would become of them. */
export function Outcome({ job }: { job: Job }) {
  const { t, i18n } = useTranslation("imports");
  const tense = job.dry_run ? "will" : "did";
  const pools = alreadyIn(job);
  const nameOf = (name: string, value: number) =>
    i18n.exists(`imports:counts.${tense}.${name}`) ? t(`counts.${tense}.${name}`, { count: value }) : name.replaceAll("_", " ");
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" component="dl" m={0}>
        {outcomeOf(job).map(({ name, value, tone }) => (
          <Card key={name} className="lg-count">
            <Text component="dt" fz="sm">
              {nameOf(name, value)}
            </Text>
            <Text component="dd" m={0} fz={26} fw={750} lh={1.2} className="lg-tabular" {...(COLORS[tone] && { c: COLORS[tone] })}>
              {count(value)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
      {pools.length > 0 && (
        <Text fz="sm" c="dimmed">
          {t("alreadyIn")}{" "}
          {pools.map((pool, at) => (
            <span key={pool.pool_id}>
              {at > 0 && ", "}
              <Anchor component={Link} to={`/pools/${pool.pool_id}`} fz="sm">
                {pool.name}
              </Anchor>{" "}
              ({count(pool.count)})
            </span>
          ))}
        </Text>
      )}
    </Stack>
  );
}
