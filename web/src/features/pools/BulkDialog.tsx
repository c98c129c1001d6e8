import { Button, Checkbox, Group, Modal, NativeSelect, Radio, SegmentedControl, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { type Kind, KINDS } from "@/features/pools/AssignDialog";
import { useCodeActions } from "@/features/pools/codes";
import { faultOf, isSaid, problemIn } from "@/features/pools/faults";
import { type Pool, useRefreshPools } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";

interface BulkDialogProps {
  pool: Pool;
  opened: boolean;
  onClose: () => void;
}

const MOST = 100_000;

/** A code for each of many customers, and a file that tells who got which. */
export function BulkDialog({ pool, opened, onClose }: BulkDialogProps) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={opened} onClose={onClose} title={t("bulk.title", { name: pool.name })} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <Bulk pool={pool} onClose={onClose} />}
    </Modal>
  );
}

function Bulk({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const { t } = useTranslation("pools");
  const { assignMany } = useCodeActions(pool.id);
  const refresh = useRefreshPools();
  if (!assignMany.data) return <Form pool={pool} onClose={onClose} assignMany={assignMany} />;
  return (
    <Stack>
      <Text fz="sm">{t("bulk.running")}</Text>
      <JobProgress jobId={assignMany.data.id} onDone={() => void refresh()} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Group>
    </Stack>
  );
}

type Wish = Schemas["BulkAssignmentInput"];

function Form({ pool, onClose, assignMany }: { pool: Pool; onClose: () => void; assignMany: ReturnType<typeof useCodeActions>["assignMany"] }) {
  const { t } = useTranslation("pools");
  const [way, setWay] = useState("list");
  const [kind, setKind] = useState<Kind>("custom_id");
  const [lines, setLines] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const [attribute, setAttribute] = useState({ name: "", value: "" });
  const [mode, setMode] = useState<"get_or_assign" | "assign">("get_or_assign");
  const [partial, setPartial] = useState(false);
  const problem = problemIn(assignMany.error);
  const names = lines.split(/[\n;,\t]+/).map((line) => line.trim()).filter(Boolean);
  const attributes = attribute.name.trim() ? { [attribute.name.trim()]: attribute.value } : {};
  const who: Pick<Wish, "profiles" | "where"> = way === "list" ? { profiles: names.map((name) => ({ [kind]: name })) } : { where: { tags, attributes } };
  const why = way === "list" ? (names.length === 0 ? "nobody" : names.length > MOST ? "many" : undefined) : tags.length || attribute.name.trim() ? undefined : "condition";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!why) assignMany.mutate({ ...who, mode, partial } as Wish);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {assignMany.error && !isSaid(problem, ["profiles", "where"]) && <Failure error={assignMany.error} />}
        <SegmentedControl aria-label={t("assign.way")} value={way} onChange={setWay} data={["list", "where"].map((one) => ({ value: one, label: t(`bulk.ways.${one}`) }))} />
        {way === "list" ? (
          <>
            <NativeSelect label={t("assign.knownBy")} value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)} data={KINDS.map((one) => ({ value: one, label: t(`kindsOfId.${one}`) }))} />
            <Textarea label={t("bulk.lines")} description={t("bulk.linesHelp")} required data-autofocus minRows={6} maxRows={14} autosize spellCheck={false} classNames={{ input: "lg-mono" }} value={lines} error={faultOf(problem, "profiles")} onChange={(event) => setLines(event.currentTarget.value)} />
            <Text fz="xs" c="dimmed" role="status">
              {t("bulk.counted", { count: names.length, amount: count(names.length), left: count(pool.remaining) })}
            </Text>
          </>
        ) : (
          <>
            <TagsInput label={t("bulk.tags")} description={t("bulk.tagsHelp")} acceptValueOnBlur value={tags} onChange={setTags} error={faultOf(problem, "where")} />
            <Group gap="xs" grow>
              <TextInput label={t("bulk.attribute")} value={attribute.name} onChange={(event) => setAttribute({ ...attribute, name: event.currentTarget.value })} />
              <TextInput label={t("bulk.value")} value={attribute.value} onChange={(event) => setAttribute({ ...attribute, value: event.currentTarget.value })} />
            </Group>
          </>
        )}
        <Radio.Group label={t("assign.mode")} value={mode} onChange={(next) => setMode(next as typeof mode)}>
          <Stack gap={6} mt={6}>
            <Radio value="get_or_assign" label={t("bulk.modes.get_or_assign")} />
            <Radio value="assign" label={t("bulk.modes.assign")} />
          </Stack>
        </Radio.Group>
        <Checkbox label={t("bulk.partial")} description={t("bulk.partialHelp")} checked={partial} onChange={(event) => setPartial(event.currentTarget.checked)} />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <ActionButton type="submit" loading={assignMany.isPending} why={why && t(`bulk.why.${why}`, { most: count(MOST) })}>
            {t("bulk.go")}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}
