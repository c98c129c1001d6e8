import { ActionIcon, Autocomplete, Button, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { eventWordsQuery } from "@/features/audiences/audiences";
import type { Of, Param, Window } from "@/features/audiences/conditions";
import { OperatorFields, Span } from "@/features/audiences/OperatorFields";
import { readMoment, showMoment } from "@/forms/texts";

type Event = Of<"event">;

/** What happened to a person, how often, when, and with which params. */
export function EventFields({ node, onChange }: { node: Event; onChange: (node: Event) => void }) {
  const { t } = useTranslation("audiences");
  const mayRead = useMay("API_EVENTS_READ");
  const { data: words } = useQuery({ ...eventWordsQuery, enabled: mayRead });
  const params = words?.items.find((word) => word.name === node.event)?.params ?? [];
  const where = (next: Param[]) => onChange({ ...node, where: next });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text fz="sm" fw={600}>
          {t("kinds.event")}
        </Text>
        <Autocomplete
          aria-label={t("fields.event")}
          placeholder={t("fields.event")}
          className="lg-grow"
          data={words?.items.map((word) => word.name) ?? []}
          value={node.event}
          onChange={(event) => onChange({ ...node, event })}
          error={node.event === "" && t("fields.missing")}
        />
        <Select
          aria-label={t("fields.count")}
          w={130}
          allowDeselect={false}
          value={node.count}
          onChange={(count) => count && onChange({ ...node, count: count as Event["count"] })}
          data={(["at_least", "at_most", "exactly"] as const).map((value) => ({ value, label: t(`counts.${value}`) }))}
        />
        <NumberInput
          aria-label={t("fields.times")}
          w={80}
          min={0}
          max={10_000}
          allowDecimal={false}
          value={node.times}
          onChange={(times) => typeof times === "number" && onChange({ ...node, times })}
        />
        <Text fz="sm">{t("fields.timesAfter", { count: node.times })}</Text>
        <WindowFields window={node.window} onChange={(window) => onChange({ ...node, window })} />
      </Group>
      {node.where.map((param, place) => (
        <Group key={place} gap="xs">
          <Text fz="sm" c="dimmed">
            {t(place === 0 ? "where" : "say.all")}
          </Text>
          <Autocomplete
            aria-label={t("fields.param")}
            placeholder={t("fields.param")}
            w={{ base: "100%", xs: 190 }}
            data={params}
            value={param.name}
            onChange={(name) => where(node.where.with(place, { ...param, name }))}
            error={param.name === ""}
          />
          <OperatorFields test={param.test} onChange={(test) => where(node.where.with(place, { ...param, test }))} />
          <ActionIcon variant="subtle" color="gray" aria-label={t("removeWhere")} onClick={() => where(node.where.toSpliced(place, 1))}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={13} />}
        onClick={() => where([...node.where, { name: "", test: { operator: "not_empty" } }])}
      >
        {t("addWhere")}
      </Button>
    </Stack>
  );
}

const WINDOWS: Record<Window["type"], Window> = {
  ever: { type: "ever" },
  last: { type: "last", amount: 30, unit: "days" },
  between: { type: "between", start: "", end: "" },
};

function WindowFields({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  const { t } = useTranslation("audiences");
  const { time_zone: zone } = useSession().workspace;
  const moment = (name: "start" | "end", of: Extract<Window, { type: "between" }>) => (
    <TextInput
      aria-label={t(`fields.${name}`)}
      type="datetime-local"
      value={showMoment(of[name], zone)}
      onChange={(event) => onChange({ ...of, [name]: readMoment(event.currentTarget.value, zone) ?? "" })}
    />
  );
  return (
    <>
      <Select
        aria-label={t("fields.window")}
        w={140}
        allowDeselect={false}
        value={window.type}
        onChange={(type) => type && onChange(WINDOWS[type as Window["type"]])}
        data={(["ever", "last", "between"] as const).map((value) => ({ value, label: t(`windows.${value}`) }))}
      />
      {window.type === "last" && <Span amount={window.amount} unit={window.unit} onChange={(patch) => onChange({ ...window, ...patch })} />}
      {window.type === "between" && (
        <>
          {moment("start", window)}
          <span>–</span>
          {moment("end", window)}
        </>
      )}
    </>
  );
}
