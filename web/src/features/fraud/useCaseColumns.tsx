import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { CaseFilter, FraudCase } from "@/features/fraud/fraud";
import { Score } from "@/features/fraud/Score";
import { SubjectIcon, SubjectKind } from "@/features/fraud/Subject";
import { CaseState } from "@/features/fraud/CaseState";
import { useFraudWords } from "@/features/fraud/words";
import { useZone } from "@/forms/settings";
import { type Column, TwoLines } from "@/ui/DataTable";
import { moment, since } from "@/ui/format";

/** The columns of the queue, or of what was decided; links keep the filter, so that the next case is one of it. */
export function useCaseColumns(decided: boolean, { kind, signal }: CaseFilter): { columns: Column<FraudCase>[]; pathOf: (about: FraudCase) => string } {
  const { t } = useTranslation("fraud");
  const words = useFraudWords();
  const zone = useZone();
  return useMemo(() => {
    const filter = new URLSearchParams({ ...(kind && { kind }), ...(signal && { signal }) }).toString();
    const pathOf = ({ id }: FraudCase) => `/fraud/${id}${filter && `?${filter}`}`;
    const at = (when: string | null) => when && <TwoLines main={<Text span inherit fw={400} className="lg-nowrap">{since(when)}</Text>} sub={<span className="lg-nowrap">{moment(when, zone)}</span>} />;
    const columns: Column<FraudCase>[] = [
      {
        id: "subject",
        title: t("columns.subject"),
        value: ({ subject }) => subject.name,
        cell: ({ subject, ...item }) => (
          <Group gap="sm" wrap="nowrap">
            <SubjectIcon kind={subject.kind} />
            <TwoLines
              main={
                <Anchor component={Link} to={pathOf({ subject, ...item })} fz="sm" fw={600} data-case={item.id} className={subject.kind === "code" ? "lg-mono" : undefined}>
                  {subject.name}
                </Anchor>
              }
              sub={<SubjectKind subject={subject} />}
            />
          </Group>
        ),
      },
      { id: "kind", title: t("columns.kind"), hidden: true, value: ({ subject }) => t(`kinds.${subject.kind}`), cell: ({ subject }) => t(`kinds.${subject.kind}`) },
      { id: "number", title: t("columns.id"), hidden: true, value: ({ subject }) => subject.id, cell: ({ subject }) => <span className="lg-mono lg-words">{subject.id}</span> },
      { id: "score", title: t("columns.score"), value: ({ score }) => score, cell: ({ score }) => <Score score={score} bar={!decided} /> },
      {
        id: "found",
        title: t("columns.found"),
        value: ({ findings }) => findings.map(words.text).join(" "),
        cell: ({ findings: [first, ...more] }) => first && <TwoLines main={words.title(first.signal, first.title)} sub={[words.text(first), more.length > 0 && t("andMore", { count: more.length })].filter(Boolean).join(" ")} />,
      },
      ...(decided
        ? ([
            { id: "state", title: t("columns.state"), value: ({ state }) => t(`states.${state}`), cell: (item) => <CaseState about={item} /> },
            { id: "by", title: t("columns.by"), value: (item) => words.decider(item) ?? undefined, cell: (item) => <span className="lg-words">{words.decider(item)}</span> },
            { id: "decided", title: t("columns.decided"), value: (item) => item.decided_at ?? undefined, cell: (item) => at(item.decided_at) },
            { id: "note", title: t("columns.note"), hidden: true, value: ({ note }) => note ?? undefined, cell: ({ note }) => <span className="lg-words">{note ?? "–"}</span> },
          ] satisfies Column<FraudCase>[])
        : []),
      { id: "opened", title: t("columns.opened"), hidden: decided, value: (item) => item.opened_at, cell: (item) => at(item.opened_at) },
      { id: "seen", title: t("columns.seen"), hidden: decided, value: (item) => item.seen_at, cell: (item) => at(item.seen_at) },
    ];
    return { columns, pathOf };
  }, [t, words, zone, decided, kind, signal]);
}
