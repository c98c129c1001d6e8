import { ActionIcon, Card, Group, SegmentedControl, Select, Stack, Switch, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { usePromotionNames } from "@/api/names";
import { BoostFields } from "@/features/handbills/BoostFields";
import { type Definition, type Objective, OBJECTIVES } from "@/features/handbills/handbills";
import { moved, without } from "@/forms/values";
import { PromotionPicker } from "@/ui/PromotionPicker";

interface PartProps {
  definition: Definition;
  change: (definition: Definition) => void;
  readOnly: boolean;
}

const NO_BOOST = { tags: {}, categories: {}, margin: 0, price: 0, newness: 0, most: 4 };

/** Who ranks promotions: the engine, or the one who edits. */
export function SelectionCard({ definition, change, readOnly }: PartProps) {
  const { t } = useTranslation("handbills");
  const manual = definition.selection === "manual";
  return (
    <Card component="section" aria-label={t("selection.title")}>
      <Stack>
        <Title order={2} fz="md">
          {t("selection.title")}
        </Title>
        <SegmentedControl
          w="fit-content"
          aria-label={t("selection.title")}
          readOnly={readOnly}
          value={definition.selection}
          onChange={(value) => change({ ...definition, selection: value as Definition["selection"], promotions: value === "engine" ? [] : definition.promotions })}
          data={(["engine", "manual"] as const).map((value) => ({ value, label: t(`selection.${value}`) }))}
        />
        <Text fz="sm" c="dimmed">
          {t(manual ? "selection.manualHelp" : "selection.engineHelp")}
        </Text>
        {manual ? <Order definition={definition} change={change} readOnly={readOnly} /> : <Engine definition={definition} change={change} readOnly={readOnly} />}
      </Stack>
    </Card>
  );
}

function Engine({ definition, change, readOnly }: PartProps) {
  const { t } = useTranslation("handbills");
  return (
    <>
      <Group grow preventGrowOverflow={false} align="flex-start">
        <Select
          label={t("objective.title")}
          description={t(`objective.help.${definition.objective}`)}
          miw={240}
          allowDeselect={false}
          readOnly={readOnly}
          value={definition.objective}
          onChange={(objective) => objective && change({ ...definition, objective: objective as Objective })}
          data={OBJECTIVES.map((value) => ({ value, label: t(`objective.${value}`) }))}
        />
        <Select
          label={t("candidates.title")}
          description={t(`candidates.help.${definition.candidates}`)}
          miw={240}
          allowDeselect={false}
          readOnly={readOnly}
          value={definition.candidates}
          onChange={(candidates) => candidates && change({ ...definition, candidates: candidates as Definition["candidates"] })}
          data={(["handbill", "any"] as const).map((value) => ({ value, label: t(`candidates.${value}`) }))}
        />
      </Group>
      <Switch
        label={t("boost.title")}
        description={t("boost.help")}
        checked={definition.boost != null}
        disabled={readOnly}
        onChange={(event) => change({ ...definition, boost: event.currentTarget.checked ? NO_BOOST : null })}
      />
      {definition.boost && <BoostFields boost={definition.boost} onChange={(boost) => change({ ...definition, boost })} readOnly={readOnly} />}
    </>
  );
}

/** Promotions by hand, the best first. */
function Order({ definition, change, readOnly }: PartProps) {
  const { t } = useTranslation("handbills");
  const chosen = definition.promotions;
  const nameOf = usePromotionNames(chosen);
  const put = (promotions: string[]) => change({ ...definition, promotions });
  return (
    <Stack gap="xs">
      {chosen.map((id, place) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <Text fz="sm" c="dimmed" w={24} ta="right">
            {place + 1}
          </Text>
          <Text fz="sm" className="lg-words lg-grow">
            {nameOf(id)}
          </Text>
          {!readOnly && (
            <>
              <ActionIcon variant="subtle" color="gray" aria-label={t("selection.up", { name: nameOf(id) })} disabled={place === 0} onClick={() => put(moved(chosen, place, place - 1))}>
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label={t("selection.down", { name: nameOf(id) })} disabled={place === chosen.length - 1} onClick={() => put(moved(chosen, place, place + 1))}>
                <IconArrowDown size={16} />
              </ActionIcon>
              <ActionIcon variant="subtle" color="red" aria-label={t("selection.remove", { name: nameOf(id) })} onClick={() => put(without(chosen, place))}>
                <IconX size={16} />
              </ActionIcon>
            </>
          )}
        </Group>
      ))}
      {!readOnly && <PromotionPicker key={chosen.length} label={t("selection.add")} value="" onChange={(id) => id && !chosen.includes(id) && put([...chosen, id])} />}
    </Stack>
  );
}
