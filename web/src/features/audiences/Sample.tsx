import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { nameOf, type Profile } from "@/api/names";
import { sampleQuery } from "@/features/audiences/audiences";
import type { Condition } from "@/features/audiences/conditions";
import { Failure } from "@/ui/Failure";

const SHOWN = 10;
const MOST_TAGS = 3;

/** The first people who meet the conditions, to see whether they are those that were meant. */
export function Sample({ conditions }: { conditions: Condition }) {
  const { t } = useTranslation("audiences");
  const { data, error, refetch } = useQuery({ ...sampleQuery(conditions), placeholderData: keepPreviousData });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Stack gap={6}>
      <Title order={3} fz="sm">
        {t("sample.title")}
      </Title>
      {data.items.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t("sample.nobody")}
        </Text>
      )}
      {data.items.slice(0, SHOWN).map((profile) => (
        <Person key={profile.id} profile={profile} />
      ))}
    </Stack>
  );
}

function Person({ profile }: { profile: Profile }) {
  const name = nameOf(profile);
  const known = [profile.email, profile.custom_id, profile.phone].find((value) => value !== null && value !== name);
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <div className="lg-figure">
        <Text fz="sm" fw={600} truncate>
          <Link to={`/customers/${String(profile.id)}`} className="lg-plain">
            {name}
          </Link>
        </Text>
        {known !== undefined && (
          <Text fz="xs" c="dimmed" truncate>
            {known}
          </Text>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        {profile.tags.slice(0, MOST_TAGS).map((tag) => (
          <Badge key={tag} size="sm" variant="default" tt="none" maw={110}>
            {tag}
          </Badge>
        ))}
      </Group>
    </Group>
  );
}
