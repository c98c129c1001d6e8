import { Anchor, Kbd, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { usePage } from "@/api/lists";
import { CaseTable, type CaseView } from "@/features/fraud/CaseTable";
import { type Asked, DecisionDialog } from "@/features/fraud/DecisionDialog";
import { type FraudCase, readCases, type State, UNFILTERED } from "@/features/fraud/fraud";
import { type Gone, QueueKeys } from "@/features/fraud/QueueKeys";
import { Empty } from "@/ui/Empty";
import { useUrlState } from "@/ui/url";

const DEFAULTS: CaseView = { ...UNFILTERED, cursor: "" };
const OPEN: State[] = ["open"];

/** The cases that wait for somebody. */
export function QueueTab() {
  const [view, change] = useUrlState<CaseView>(DEFAULTS);
  const { cursor, ...filter } = view;
  const page = usePage(["fraud", "list", OPEN, filter, cursor], () => readCases(OPEN, filter, cursor));
  const rows = page.data?.items;
  const [asked, ask] = useState<Asked>();
  const [gone, leave] = useState<Gone>();
  const leaves = ({ id }: FraudCase) => leave({ id, place: rows?.findIndex((row) => row.id === id) ?? 0 });
  return (
    <>
      <QueueKeys rows={rows} decide={(about, verdict) => ask({ about, verdict })} gone={gone}>
        <CaseTable name="queue" states={OPEN} page={page} view={view} change={change} clear={() => change({ ...UNFILTERED })} empty={<NothingWaits />} />
      </QueueKeys>
      {rows !== undefined && rows.length > 0 && (
        <Text fz="xs" c="dimmed" mt="xs" visibleFrom="sm">
          <Trans ns="fraud" i18nKey="hints" components={{ k: <Kbd size="xs" /> }} />
        </Text>
      )}
      <DecisionDialog asked={asked} onClose={() => ask(undefined)} onDecided={leaves} />
    </>
  );
}

function NothingWaits() {
  const { t } = useTranslation("fraud");
  return (
    <Empty
      icon={IconShieldCheck}
      title={t("empty.title")}
      action={
        <Anchor component={Link} to="/fraud" search={{ tab: "settings" } as never} fz="sm" mt={4}>
          {t("empty.settings")}
        </Anchor>
      }
    >
      {t("empty.text")}
    </Empty>
  );
}
