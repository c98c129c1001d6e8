import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Fault } from "@/features/handbills/handbills";

const PART = /^\/(variants\/(\d+)\/)?slots(\/(\d+))?/;

/** What keeps a draft from being published, or what may not be meant, each with the place it is about. */
export function Faults({ faults, published }: { faults: Fault[]; published: boolean }) {
  const { t } = useTranslation("handbills");
  if (faults.length === 0) return null;
  const placed = (pointer: string) => {
    const found = PART.exec(pointer);
    return found?.[4] === undefined ? "" : `${t("slots.number", { number: Number(found[4]) + 1 })}: `;
  };
  const sorted = [...faults].sort((a, b) => Number(a.is_warning) - Number(b.is_warning));
  return (
    <Alert color={published ? "orange" : "red"} variant="light" icon={<IconAlertTriangle />} role="alert" title={t(published ? "faults.published" : "faults.refused")}>
      <List fz="sm">
        {sorted.map((fault) => (
          <List.Item key={fault.code + fault.pointer + fault.message}>
            {placed(fault.pointer)}
            {t(`faults.${fault.code}`, { defaultValue: fault.message })}
            {fault.is_warning && !published && ` (${t("faults.warning")})`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
