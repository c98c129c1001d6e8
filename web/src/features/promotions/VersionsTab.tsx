import { Button, Card, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useActorNames } from "@/api/names";
import { tabOf } from "@/features/promotions/faults";
import { changesOf, type Definition, type Version, versionsQuery } from "@/features/promotions/promotions";
import type { TabProps } from "@/features/promotions/tab";
import { useDescribe } from "@/forms/describe";
import { useZone } from "@/forms/settings";
import type { Families, JsonSchema } from "@/forms/schema";
import { isObject } from "@/forms/values";
import { useNames } from "@/forms/widget";
import { tell } from "@/ui/changes";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";

/** Every published version, and what each changed. */
export default function VersionsTab({ promotion, catalog, editing, readOnly, open }: TabProps) {
  const { t } = useTranslation("promotions");
  const zone = useZone();
  const { data, error, refetch } = useQuery(versionsQuery(promotion.id));
  const nameOf = useActorNames(data?.items.map((version) => version.published_by) ?? []);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  const versions = data?.items;
  if (versions?.length === 0) return <Card><Empty icon={IconHistory} title={t("versions.none")}>{t("versions.noneText")}</Empty></Card>;
  const [latest] = versions ?? [];
  const draft = editing.edited.definition;
  const use = (version: Version) => {
    for (const [name, value] of Object.entries(version.definition)) editing.set(name, value);
    tell(t("versions.used", { version: version.version }));
    open("general");
  };
  return (
    <Stack gap="md">
      {latest && changesOf(latest.definition, draft).length > 0 && (
        <Card>
          <Title order={2} fz="md">{t("versions.draft")}</Title>
          <Changes before={latest.definition as unknown as Definition} after={draft} catalog={catalog} />
        </Card>
      )}
      {versions?.map((version, place) => {
        const before = versions[place + 1];
        return (
          <Card key={version.version}>
            <Group justify="space-between">
              <div>
                <Title order={2} fz="md">{t("versionOf", { version: version.version })}{version.version === promotion.version && ` · ${t("versions.inForce")}`}</Title>
                <Text fz="xs" c="dimmed">{t("versions.by", { at: moment(version.published_at, zone), by: nameOf(version.published_by) })}</Text>
              </div>
              {!readOnly && <Button size="xs" variant="default" onClick={() => use(version)}>{t("versions.use")}</Button>}
            </Group>
            {before ? <Changes before={before.definition as unknown as Definition} after={version.definition as unknown as Definition} catalog={catalog} /> : <Text fz="sm" mt="xs">{t("versions.first")}</Text>}
          </Card>
        );
      })}
    </Stack>
  );
}

function Changes({ before, after, catalog }: { before: Definition; after: Definition; catalog: Families }) {
  const { t } = useTranslation("promotions");
  const say = useSaid(catalog, [before, after]);
  const names = useNames();
  const changes = changesOf(before, after);
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t("versions.changes")}>
      <Table mt="xs" verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("versions.setting")}</Table.Th>
            <Table.Th>{t("versions.before")}</Table.Th>
            <Table.Th>{t("versions.after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={change.pointer}>
              <Table.Td>
                <Text fz="sm" className="lg-words">{t(`tabs.${tabOf(change.pointer)}`)}: {change.pointer.split("/").slice(1).map((name) => names.field(name)).join(" › ")}</Text>
              </Table.Td>
              <Table.Td><Said words={say(change.pointer, change.before)} /></Table.Td>
              <Table.Td><Said words={say(change.pointer, change.after)} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Said({ words }: { words: string }) {
  return words.startsWith("{") || words.startsWith("[") ? <Code block fz="xs" className="lg-words">{words}</Code> : <Text fz="sm" className="lg-words">{words}</Text>;
}

/** A setting of the definition in words; rules and rewards as their sentences. */
function useSaid(catalog: Families, definitions: readonly Definition[]) {
  const { t } = useTranslation("promotions");
  const { describe, sentence } = useDescribe(catalog.definitions, definitions);
  return (pointer: string, value: unknown): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return t("versions.nothing");
    const [, name = ""] = pointer.split("/");
    const family = name === "rewards" ? catalog.families.rewards : name === "limits" ? catalog.families.limits : undefined;
    if (family && Array.isArray(value)) {
      return (value as unknown[]).map((item) => {
        const variant = family.length === 1 ? family[0] : family.find(({ type }) => isObject(item) && item.type === type);
        return sentence(item, variant?.schema ?? {}, variant, variant?.type ?? "").map(({ text }) => text).join("");
      }).join("; ");
    }
    const schema = schemaAt(catalog, pointer);
    return (schema && describe(value, schema)) ?? JSON.stringify(value);
  };
}

function schemaAt(catalog: Families, pointer: string): JsonSchema | undefined {
  const [, name = "", ...rest] = pointer.split("/");
  return rest.length === 0 ? catalog.families.definitions?.[0]?.schema.properties?.[name] : undefined;
}
