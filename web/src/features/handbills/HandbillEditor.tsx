import { Badge, Card, Grid, Group, Select, Stack, Switch, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useMay } from "@/api/session";
import { ActivityCard } from "@/features/handbills/ActivityCard";
import { Faults } from "@/features/handbills/Faults";
import { type Draft, useDraft, type Work } from "@/features/handbills/draft";
import { type Definition, type Handbill, type Kind, KINDS, TONES } from "@/features/handbills/handbills";
import { HandbillMenu } from "@/features/handbills/HandbillMenu";
import { PreviewCard } from "@/features/handbills/PreviewCard";
import { SelectionCard } from "@/features/handbills/SelectionCard";
import { SetsCard } from "@/features/handbills/SetsCard";
import { SlotsEditor } from "@/features/handbills/SlotsEditor";
import { VariantsCard } from "@/features/handbills/VariantsCard";
import { VersionsDrawer } from "@/features/handbills/VersionsDrawer";
import { ActionButton } from "@/ui/ActionButton";
import { ConflictStrip, isConflict } from "@/ui/ConflictStrip";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

export function HandbillEditor({ saved }: { saved: Handbill }) {
  const { t } = useTranslation("handbills");
  const [history, versions] = useDisclosure();
  const mayChange = useMay("PROMOTIONS_HANDBILL_UPDATE");
  const work = useDraft(saved);
  const { draft, change } = work;
  const readOnly = !mayChange || saved.status === "archived";
  const nameFault = work.error instanceof Problem ? work.error.at("name") : undefined;
  const part = { definition: draft.definition, change: (definition: Definition) => change({ definition }), readOnly };
  return (
    <Page
      title={saved.name}
      lead={saved.description || undefined}
      trail={[{ to: "/handbills", label: t("title") }]}
      marks={<Marks handbill={saved} dirty={work.dirty} />}
      call={{ method: "PATCH", path: `/v1/handbills/${saved.id}`, operation: "changeHandbill", tag: "handbills", body: { name: draft.name, definition: draft.definition } }}
      actions={
        <>
          <HandbillMenu handbill={saved} take={work.take} history={versions.open} />
          <SaveButtons saved={saved} work={work} mayChange={mayChange} />
        </>
      }
    >
      {work.refused.length > 0 ? <Faults faults={work.refused} published={false} /> : work.error && !nameFault && !isConflict(work.error) && <Failure error={work.error} />}
      <ConflictStrip error={work.error} overwrite={work.overwrite} adopt={work.adopt} />
      <Faults faults={work.warnings} published />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack>
            <Basics draft={draft} change={change} readOnly={readOnly} typeFixed={saved.version > 0} nameFault={nameFault} />
            <VariantsCard {...part} />
            <SlotsCard {...part} />
            <SelectionCard {...part} />
            <ActivityCard {...part} kind={draft.type} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack>
            <PreviewCard handbill={saved} dirty={work.dirty} />
            {saved.version > 0 && <SetsCard handbill={saved} />}
          </Stack>
        </Grid.Col>
      </Grid>
      {history && <VersionsDrawer handbill={saved} restore={(definition) => change({ definition })} close={versions.close} />}
    </Page>
  );
}

function Marks({ handbill, dirty }: { handbill: Handbill; dirty: boolean }) {
  const { t } = useTranslation("handbills");
  return (
    <Group gap={6}>
      <Status tone={TONES[handbill.status]}>{t(`statuses.${handbill.status}`)}</Status>
      {handbill.version > 0 && (
        <>
          <Badge variant="default" tt="none">
            {t("version", { number: handbill.version })}
          </Badge>
          {(handbill.has_changes || dirty) && <Status tone="warn">{t("changed")}</Status>}
        </>
      )}
    </Group>
  );
}

function SaveButtons({ saved, work, mayChange }: { saved: Handbill; work: Work; mayChange: boolean }) {
  const { t } = useTranslation("handbills");
  const mayPublish = useMay("PROMOTIONS_HANDBILL_PUBLICATION_CREATE");
  const off = reason();
  return (
    <>
      <ActionButton variant="default" why={off || (!work.dirty && t("why.nothing"))} loading={work.isSaving} onClick={work.save}>
        {t("save")}
      </ActionButton>
      <ActionButton why={off || whyNotPublish()} loading={work.isPublishing} onClick={work.publish}>
        {t("publish")}
      </ActionButton>
    </>
  );

  function reason(): string | false {
    if (saved.status === "archived") return t("why.archived");
    if (!mayChange) return t("mayNot", { permission: "PROMOTIONS_HANDBILL_UPDATE" });
    return work.draft.name.trim() === "" && t("why.name");
  }

  function whyNotPublish(): string | false {
    if (!mayPublish) return t("mayNot", { permission: "PROMOTIONS_HANDBILL_PUBLICATION_CREATE" });
    return !work.dirty && !saved.has_changes && saved.status === "published" && t("why.current");
  }
}

interface BasicsProps {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  readOnly: boolean;
  typeFixed: boolean;
  nameFault: string | undefined;
}

function Basics({ draft, change, readOnly, typeFixed, nameFault }: BasicsProps) {
  const { t } = useTranslation("handbills");
  return (
    <Card component="section" aria-label={t("basics")}>
      <Stack>
        <Title order={2} fz="md">
          {t("basics")}
        </Title>
        <Group grow preventGrowOverflow={false} align="flex-start">
          <TextInput label={t("name")} miw={220} required readOnly={readOnly} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} error={nameFault} />
          <Select
            label={t("columns.type")}
            description={t(typeFixed ? "typeFixed" : `kindHelp.${draft.type}`)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            miw={220}
            allowDeselect={false}
            readOnly={readOnly || typeFixed}
            value={draft.type}
            onChange={(type) => type && change({ type: type as Kind })}
            data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Group>
        <Textarea label={t("description")} autosize minRows={1} readOnly={readOnly} value={draft.description} onChange={(event) => change({ description: event.currentTarget.value })} />
      </Stack>
    </Card>
  );
}

function SlotsCard({ definition, change, readOnly }: { definition: Definition; change: (definition: Definition) => void; readOnly: boolean }) {
  const { t } = useTranslation("handbills");
  const offers = definition.slots.reduce((sum, slot) => sum + slot.count, 0);
  return (
    <Card component="section" aria-label={t("slots.title")}>
      <Stack>
        <div>
          <Title order={2} fz="md">
            {t("slots.title")}
          </Title>
          <Text fz="sm" c="dimmed">
            {t("slots.lead", { count: offers })}
          </Text>
        </div>
        <SlotsEditor slots={definition.slots} onChange={(slots) => change({ ...definition, slots })} readOnly={readOnly} />
        <Switch
          label={t("slots.avoidOverlap")}
          description={t("slots.avoidOverlapHelp")}
          checked={definition.avoid_overlap}
          disabled={readOnly}
          onChange={(event) => change({ ...definition, avoid_overlap: event.currentTarget.checked })}
        />
      </Stack>
    </Card>
  );
}
