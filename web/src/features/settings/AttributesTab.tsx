import { SegmentedControl, Text, TextInput } from "@mantine/core";
import { IconListDetails, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { eventWordsQuery, profileWordsQuery } from "@/features/audiences/audiences";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { percent } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", kind: "any", sort: "-share" };
const KINDS = ["any", "attribute", "tag", "event"] as const;

interface Word {
  kind: (typeof KINDS)[number];
  name: string;
  /** Of the profiles or events that were looked at. */
  share: number;
  examples: string[];
}

/** What customers and events carry here: the words that conditions, mails and imports can use. */
export default function AttributesTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const { words, error, refetch } = useWords();
  const columns = useColumns();
  const shown = useMemo(
    () => words?.filter(({ kind, name }) => name.toLowerCase().includes(view.q.trim().toLowerCase()) && (view.kind === "any" || kind === view.kind)),
    [words, view],
  );
  return (
    <>
      <Text fz="sm" c="dimmed" mb="sm">
        {t("attributes.lead")}
      </Text>
      <DataTable
        name="attributes"
        label={t("tabs.attributes")}
        columns={columns}
        rows={shown}
        keyOf={({ kind, name }) => `${kind} ${name}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("attributes.filter")} placeholder={t("attributes.filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <SegmentedControl aria-label={t("attributes.kind")} value={view.kind} onChange={(kind) => change({ kind })} data={KINDS.map((value) => ({ value, label: t(`attributes.kinds.${value}`) }))} />
          </>
        }
        empty={
          <Empty icon={IconListDetails} title={t(words?.length ? "nothing" : "attributes.empty")}>
            {t(words?.length ? "nothingText" : "attributes.emptyText")}
          </Empty>
        }
      />
    </>
  );
}

function useWords() {
  const profiles = useQuery(profileWordsQuery);
  const events = useQuery(eventWordsQuery);
  const words = useMemo<Word[] | undefined>(() => {
    if (!profiles.data || !events.data) return undefined;
    const ofProfiles = (seen: number) => seen / Math.max(1, profiles.data.looked_at);
    return [
      ...profiles.data.attributes.map(({ name, seen, examples }) => ({ kind: "attribute" as const, name, share: ofProfiles(seen), examples })),
      ...profiles.data.tags.map(({ name, seen }) => ({ kind: "tag" as const, name, share: ofProfiles(seen), examples: [] })),
      ...events.data.items.map(({ name, seen, params }) => ({ kind: "event" as const, name, share: seen / Math.max(1, events.data.looked_at), examples: params })),
    ];
  }, [profiles.data, events.data]);
  return { words, error: profiles.error ?? events.error, refetch: () => Promise.all([profiles.refetch(), events.refetch()]) };
}

function useColumns(): Column<Word>[] {
  const { t } = useTranslation("settings");
  return [
    { id: "name", title: t("attributes.name"), value: ({ name }) => name, cell: ({ name }) => <Text fz="sm" fw={650} miw={190} className="lg-words lg-mono">{name}</Text> },
    { id: "kind", title: t("attributes.kind"), value: ({ kind }) => t(`attributes.kinds.${kind}`), cell: ({ kind }) => <span className="lg-nowrap">{t(`attributes.kinds.${kind}`)}</span> },
    { id: "share", title: t("attributes.share"), align: "right", value: ({ share }) => share, cell: ({ share }) => percent(share, 1) },
    {
      id: "examples",
      title: t("attributes.examples"),
      value: ({ examples }) => examples.join(", "),
      cell: ({ examples }) => (
        <Text fz="xs" c="dimmed" className="lg-words" lineClamp={2}>
          {examples.slice(0, 5).join(" · ") || "–"}
        </Text>
      ),
    },
  ];
}
