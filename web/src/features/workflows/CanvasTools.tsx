import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconLayoutDistributeHorizontal, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Draft } from "@/features/workflows/useDraft";

interface CanvasToolsProps {
  draft: Draft;
  readOnly: boolean;
  add: () => void;
  tidy?: () => void;
}

/** Add, undo, redo, lay out. */
export function CanvasTools({ draft, readOnly, add, tidy }: CanvasToolsProps) {
  const { t } = useTranslation("workflows");
  if (readOnly) return null;
  const tools = [
    { label: t("tools.undo"), icon: IconArrowBackUp, act: draft.undo },
    { label: t("tools.redo"), icon: IconArrowForwardUp, act: draft.redo },
    ...(tidy ? [{ label: t("tools.tidy"), icon: IconLayoutDistributeHorizontal, act: tidy }] : []),
  ];
  return (
    <div className="lg-canvas-tools" role="toolbar" aria-label={t("tools.label")}>
      <Button size="compact-md" variant="light" leftSection={<IconPlus size={16} />} onClick={add}>
        {t("tools.add")}
      </Button>
      {tools.map(({ label, icon: Icon, act }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} disabled={act === undefined} onClick={act}>
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
