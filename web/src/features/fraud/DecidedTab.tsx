import { SegmentedControl } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { usePage } from "@/api/lists";
import { CaseTable, type CaseView } from "@/features/fraud/CaseTable";
import { DECIDED, readCases, UNFILTERED } from "@/features/fraud/fraud";
import { Empty } from "@/ui/Empty";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { ...UNFILTERED, verdict: "", cursor: "" };

/** The cases that somebody decided, either way. */
export function DecidedTab() {
  const { t } = useTranslation("fraud");
  const [{ verdict, ...view }, change] = useUrlState<CaseView & { verdict: string }>(DEFAULTS);
  const { cursor, ...filter } = view;
  const states = DECIDED.filter((state) => verdict === "" || verdict === state);
  const page = usePage(["fraud", "list", states, filter, cursor], () => readCases(states, filter, cursor));
  return (
    <CaseTable
      name="decided"
      states={states}
      page={page}
      view={view}
      change={change}
      more={
        <SegmentedControl
          aria-label={t("columns.state")}
          value={verdict}
          onChange={(value) => change({ verdict: value })}
          data={[{ value: "", label: t("filters.anyVerdict") }, ...DECIDED.map((value) => ({ value, label: t(`filters.${value}`) }))]}
        />
      }
      narrowed={verdict !== ""}
      clear={() => change({ ...UNFILTERED, verdict: "" })}
      empty={
        <Empty icon={IconChecks} title={t("noneDecided.title")}>
          {t("noneDecided.text")}
        </Empty>
      }
    />
  );
}
