import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "@/canvas/context";
import { type Graph, nodeOf } from "@/canvas/graph";

const SHOWN = 4;

/** What keeps the draft from being published, each leading to its node. */
export function ProblemStrip({ problems, graph, open }: { problems: readonly Problem[] | undefined; graph: Graph; open: (id: string) => void }) {
  const { t } = useTranslation("workflows");
  if (!problems?.length || graph.nodes.length === 0) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("problems.title", { count: problems.length })}>
      <List fz="sm" spacing={2}>
        {problems.slice(0, SHOWN).map((problem) => {
          const node = nodeOf(graph, problem.node ?? undefined);
          return (
            <List.Item key={`${problem.node ?? ""}${problem.code}${problem.field ?? ""}${problem.message}`}>
              {node && (
                <Anchor component="button" type="button" fz="sm" c="inherit" underline="always" onClick={() => open(node.id)}>
                  {node.title}
                </Anchor>
              )}
              {node && ": "}
              {problem.message}
            </List.Item>
          );
        })}
      </List>
      {problems.length > SHOWN && <Text fz="sm">{t("problems.more", { count: problems.length - SHOWN })}</Text>}
    </Alert>
  );
}
