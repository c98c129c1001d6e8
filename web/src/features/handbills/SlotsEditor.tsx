import { ActionIcon, Badge, Button, Group, NumberInput, Paper, Select, Stack, Text, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconFilter, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { usePromotionNames } from "@/api/names";
import { FilterTree } from "@/features/handbills/FilterTree";
import { ORDERS, type Slot } from "@/features/handbills/handbills";
import { sayFilter } from "@/features/handbills/words";
import { moved, replaced, without } from "@/forms/values";

interface SlotsEditorProps {
  slots: readonly Slot[];
  onChange: (slots: Slot[]) => void;
  readOnly: boolean;
}

/** The places of a handbill from top to bottom, and which promotions may stand in them. */
export function SlotsEditor({ slots, onChange, readOnly }: SlotsEditorProps) {
  const { t } = useTranslation("handbills");
  return (
    <Stack gap="sm">
      {slots.map((slot, place) => (
        <SlotRow
          key={place}
          slot={slot}
          place={place}
          last={place === slots.length - 1}
          put={(next) => onChange(replaced(slots, place, next))}
          move={(by) => onChange(moved(slots, place, place + by))}
          drop={() => onChange(without(slots, place))}
          readOnly={readOnly}
        />
      ))}
      {slots.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t("slots.none")}
        </Text>
      )}
      {!readOnly && (
        <Button size="xs" variant="light" w="fit-content" leftSection={<IconPlus size={15} />} onClick={() => onChange([...slots, { count: 3, order: "engine", filter: null }])}>
          {t("slots.add")}
        </Button>
      )}
    </Stack>
  );
}

interface SlotRowProps {
  slot: Slot;
  place: number;
  last: boolean;
  put: (slot: Slot) => void;
  move: (by: number) => void;
  drop: () => void;
  readOnly: boolean;
}

function SlotRow({ slot, place, last, put, move, drop, readOnly }: SlotRowProps) {
  const { t } = useTranslation("handbills");
  const [opened, open] = useState(false);
  const nameOf = usePromotionNames(slot.filter?.type === "promotions" ? slot.filter.ids : []);
  const number = place + 1;
  return (
    <Paper withBorder p="sm" role="group" aria-label={t("slots.number", { number })}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <Badge variant="light" size="lg" mb={6} tt="none">
            {t("slots.number", { number })}
          </Badge>
          <NumberInput label={t("slots.count")} w={110} min={1} max={50} allowDecimal={false} value={slot.count} readOnly={readOnly} onChange={(count) => typeof count === "number" && count >= 1 && put({ ...slot, count })} />
          <Select
            label={t("slots.order")}
            className="lg-grow"
            maw={300}
            allowDeselect={false}
            readOnly={readOnly}
            value={slot.order}
            onChange={(order) => order && put({ ...slot, order: order as Slot["order"] })}
            data={ORDERS.map((value) => ({ value, label: t(`orders.${value}`) }))}
          />
          {!readOnly && (
            <Group gap={2} mb={2}>
              <Step label={t("slots.up", { number })} off={place === 0} go={() => move(-1)} icon={<IconArrowUp size={16} />} />
              <Step label={t("slots.down", { number })} off={last} go={() => move(1)} icon={<IconArrowDown size={16} />} />
              <Step label={t("slots.remove", { number })} off={false} go={drop} icon={<IconTrash size={16} />} color="red" />
            </Group>
          )}
        </Group>
        <Group gap="xs">
          <Text fz="sm" className="lg-words lg-grow">
            <Text span c="dimmed" fz="sm">
              {t("slots.filter")}:{" "}
            </Text>
            {sayFilter(t, slot.filter, nameOf)}
          </Text>
          <Button size="compact-sm" variant={opened ? "light" : "default"} aria-expanded={opened} leftSection={<IconFilter size={14} />} onClick={() => open(!opened)}>
            {t(opened ? "slots.closeFilter" : "slots.openFilter")}
          </Button>
        </Group>
        {opened && <FilterTree value={slot.filter ?? null} onChange={(filter) => put({ ...slot, filter })} readOnly={readOnly} />}
      </Stack>
    </Paper>
  );
}

function Step({ label, off, go, icon, color = "gray" }: { label: string; off: boolean; go: () => void; icon: React.ReactNode; color?: string }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color={color} size={34} aria-label={label} disabled={off} onClick={go}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
