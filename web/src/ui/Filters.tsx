import { Button, SimpleGrid, type SimpleGridProps } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface FiltersProps {
  cols: SimpleGridProps["cols"];
  /** How many of them leave something out. */
  used: number;
  children: React.ReactNode;
}

/** Filters above a list; on a phone they are folded away, so that the list is seen. */
export function Filters({ cols, used, children }: FiltersProps) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button hiddenFrom="xs" fullWidth variant="default" aria-expanded={isOpen} leftSection={<IconAdjustmentsHorizontal size={16} />} onClick={() => open(!isOpen)}>
        {used > 0 ? t("filters.used", { count: used }) : t("filters.fold")}
      </Button>
      <SimpleGrid cols={cols} spacing="xs" {...(!isOpen && { visibleFrom: "xs" })}>
        {children}
      </SimpleGrid>
    </>
  );
}
