import { Alert, Button, Code, Group, Modal, NumberInput, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { type SubmitEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { faultOf, isSaid, problemIn } from "@/features/pools/faults";
import { type Charset, CHARSETS, examples, judge, SAFE_BITS, type Wish } from "@/features/pools/patterns";
import { type Pool, useGenerate, useRefreshPools } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count, locale } from "@/ui/format";
import { JobProgress } from "@/ui/JobProgress";

interface GenerateDialogProps {
  pool: Pool;
  opened: boolean;
  onClose: () => void;
}

const MOST = 100_000_000;

/** Codes by a pattern, with a look at them before, and a word on how hard they are to guess. */
export function GenerateDialog({ pool, opened, onClose }: GenerateDialogProps) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={opened} onClose={onClose} title={t("generate.title", { name: pool.name })} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <Generate pool={pool} onClose={onClose} />}
    </Modal>
  );
}

function Generate({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const { t } = useTranslation("pools");
  const generate = useGenerate(pool.id);
  const refresh = useRefreshPools();
  if (generate.data) {
    return (
      <Stack>
        <JobProgress jobId={generate.data.id} onDone={() => void refresh()} />
        <Group justify="space-between">
          <Text fz="xs" c="dimmed">
            {t("generate.mayLeave")}
          </Text>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("close")}
          </Button>
        </Group>
      </Stack>
    );
  }
  return <Form pool={pool} onClose={onClose} generate={generate} />;
}

function Form({ pool, onClose, generate }: { pool: Pool; onClose: () => void; generate: ReturnType<typeof useGenerate> }) {
  const { t } = useTranslation("pools");
  const [wish, setWish] = useState<Wish>({ pattern: `${pool.prefix}####-####-####-####`, charset: "readable", checkCharacter: false });
  const [amount, setAmount] = useState<number | "">(1000);
  const room = pool.code_limit ? pool.code_limit - pool.total : undefined;
  const problem = problemIn(generate.error);
  const judged = judge(wish, pool.total + (amount || 0));
  const why = whyNot(judged.places, judged.possible, amount, room);
  const set = (patch: Partial<Wish>) => setWish((before) => ({ ...before, ...patch }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!why) generate.mutate({ count: amount || 0, pattern: wish.pattern, charset: wish.charset, check_character: wish.checkCharacter, prefix: "", suffix: "" });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {generate.error && !isSaid(problem, ["pattern", "charset", "count", "check_character"]) && <Failure error={generate.error} />}
        <NumberInput label={t("generate.count")} required data-autofocus min={1} max={MOST} allowDecimal={false} allowNegative={false} thousandSeparator={t("thousands")} value={amount} error={faultOf(problem, "count")} description={room === undefined ? undefined : t("generate.room", { count: room, amount: count(room) })} onChange={(next) => setAmount(typeof next === "number" ? next : "")} />
        <TextInput label={t("generate.pattern")} description={t("generate.patternHelp")} required maxLength={128} classNames={{ input: "lg-mono" }} value={wish.pattern} error={faultOf(problem, "pattern")} onChange={(event) => set({ pattern: event.currentTarget.value })} />
        <Select label={t("generate.charset")} allowDeselect={false} value={wish.charset} error={faultOf(problem, "charset")} onChange={(next) => set({ charset: next as Charset })} data={Object.keys(CHARSETS).map((value) => ({ value, label: t(`generate.charsets.${value}`) }))} />
        <Switch label={t("generate.check")} description={t("generate.checkHelp")} checked={wish.checkCharacter} onChange={(event) => set({ checkCharacter: event.currentTarget.checked })} />
        <Preview wish={wish} prefix={pool.prefix} />
        {judged.places > 0 && amount !== "" && <Guessing bits={judged.bits} possible={judged.possible} advised={judged.advised} />}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <ActionButton type="submit" loading={generate.isPending} why={why && t(`generate.why.${why}`, { amount: count(room ?? 0) })}>
            {t("generate.go", { count: amount || 0, amount: count(amount || 0) })}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}

function whyNot(places: number, possible: number, amount: number | "", room: number | undefined): string | undefined {
  if (amount === "" || amount < 1) return "none";
  if (places === 0) return "places";
  if (room !== undefined && amount > room) return "room";
  return amount > possible ? "few" : undefined;
}

function Preview({ wish, prefix }: { wish: Wish; prefix: string }) {
  const { t } = useTranslation("pools");
  const shown = useMemo(() => examples(wish, prefix, 4), [wish, prefix]);
  return (
    <div>
      <Text fz="sm" fw={500}>
        {t("generate.preview")}
      </Text>
      <Group gap="xs" mt={4}>
        {shown.map((code, at) => (
          <Code key={at} fz="sm" className="lg-words">
            {code}
          </Code>
        ))}
      </Group>
    </div>
  );
}

function Guessing({ bits, possible, advised }: { bits: number; possible: number; advised: number }) {
  const { t } = useTranslation("pools");
  const safe = bits >= SAFE_BITS;
  const form = new Intl.NumberFormat(locale(), { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 2 });
  const odds = safe ? t("generate.manyOdds") : form.format(Math.max(1, 2 ** bits));
  return (
    <Alert color={safe ? "teal" : "orange"} variant="light" icon={safe ? <IconShieldCheck /> : <IconAlertTriangle />} title={t(safe ? "generate.safe" : "generate.guessable")}>
      {possible < 2 ** 53 && `${t("generate.possible", { amount: count(possible) })} `}
      {t("generate.odds", { odds })} {!safe && t("generate.advice", { count: advised })}
    </Alert>
  );
}
