import { Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Paging } from "@/ui/DataTable";

/** Lists are read by cursor: on to the next page, back the way one came, or to the start. */
export function TurnPages({ paging: { cursor, next, turn } }: { paging: Paging }) {
  const { t } = useTranslation("app");
  const router = useRouter();
  if (!cursor && !next) return null;
  return (
    <Group justify="flex-end" gap="xs" p="sm" role="navigation" aria-label={t("table.pages")}>
      {cursor && (
        <>
          <Button size="xs" variant="subtle" onClick={() => turn("")}>
            {t("table.first")}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconChevronLeft size={14} />} onClick={() => router.history.back()}>
            {t("table.back")}
          </Button>
        </>
      )}
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={14} />}
        disabled={!next}
        onClick={() => next && turn(next)}
      >
        {t("table.next")}
      </Button>
    </Group>
  );
}
