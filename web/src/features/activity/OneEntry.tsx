import { Anchor, Badge, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { type Difference, differencesOf, type Entry, membersOf, pageOf } from "@/features/activity/activity";
import { useActivityWords } from "@/features/activity/words";
import { Facts } from "@/ui/Facts";
import { moment } from "@/ui/format";

import "./activity.css";

interface OneEntryProps {
  entry: Entry;
  narrow: (filter: { actor?: string; object?: string; type?: string }) => void;
}

/** Who, what, when, from where, and each field before and after. */
export function OneEntry({ entry, narrow }: OneEntryProps) {
  const { t } = useTranslation("activity");
  const words = useActivityWords();
  const { workspace } = useSession();
  const page = pageOf(entry);
  const said = [words.type(entry.object_type), entry.object_name].filter(Boolean).join(": ");
  const differences = differencesOf(entry);
  return (
    <Stack>
      <Title order={2} fz="lg">
        {words.action(entry)}
      </Title>
      <Facts
        cols={2}
        facts={[
          [t("columns.actor"), words.actor(entry)],
          [t("columns.at"), moment(entry.at, workspace.time_zone)],
          [
            t("columns.object"),
            page ? (
              <Anchor key="object" component={Link} to={page} fz="sm">
                {said}
              </Anchor>
            ) : (
              said
            ),
          ],
          [t("objectId"), <span key="id" className="lg-mono">{entry.object_id}</span>],
          [t("columns.address"), entry.address ?? "–"],
          [t("request"), <span key="request" className="lg-mono">{entry.request_id ?? "–"}</span>],
        ]}
      />
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => narrow({ object: entry.object_id, type: entry.object_type })}>
          {t("ofObject")}
        </Button>
        <Button size="xs" variant="default" onClick={() => narrow({ actor: entry.actor })}>
          {t("ofActor")}
        </Button>
      </Group>
      <Title order={3} fz="md">
        {t("differences")}
      </Title>
      {differences.length === 0 ? <Text fz="sm" c="dimmed">{t("noDifferences")}</Text> : <Differences differences={differences} />}
    </Stack>
  );
}

function Differences({ differences }: { differences: Difference[] }) {
  const { t } = useTranslation("activity");
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t("differences")}>
      <Table className="lg-table" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("field")}</Table.Th>
            <Table.Th>{t("before")}</Table.Th>
            <Table.Th>{t("after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differences.map((difference) => (
            <Table.Tr key={difference.field}>
              <Table.Td fw={600} className="lg-words">
                {difference.field.replaceAll("_", " ")}
              </Table.Td>
              <Sides difference={difference} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Sides({ difference }: { difference: Difference }) {
  const { t } = useTranslation("activity");
  const lists = membersOf(difference);
  if (!lists) {
    return (
      <>
        <Table.Td data-label={t("before")} className="lg-words" c="dimmed">{said(difference.before)}</Table.Td>
        <Table.Td data-label={t("after")} className="lg-words">{said(difference.after)}</Table.Td>
      </>
    );
  }
  return (
    <>
      <Table.Td data-label={t("before")}>
        <Words words={lists.gone} sign="−" color="red" />
      </Table.Td>
      <Table.Td data-label={t("after")}>
        <Words words={lists.added} sign="+" color="teal" />
      </Table.Td>
    </>
  );
}

function Words({ words, sign, color }: { words: string[]; sign: string; color: string }) {
  if (words.length === 0) return <>–</>;
  return (
    <Group gap={4}>
      {words.map((word) => (
        <Badge key={word} size="sm" variant="light" color={color} tt="none" className="lg-badge-words">
          {sign} {word}
        </Badge>
      ))}
    </Group>
  );
}

function said(value: unknown): string {
  if (value === undefined || value === null || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
